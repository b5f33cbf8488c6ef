import { signingSecretFile, type DataFolder } from './data-folder.ts';
import { readSecret, writeSecret } from './keep-secret.ts';

const secretsKept = 2;

/**
 * Puts a new signing secret before the old one, where `up` keeps the secrets of the platform it runs.
 *
 * @returns the file, or `undefined` when the platform is not one of those
 */
export async function keepRotatedSecret(
  folder: DataFolder,
  platformId: string,
  secret: string,
): Promise<string | undefined> {
  const file = signingSecretFile(folder, platformId);
  const known = await readSecret(file);
  if (known === undefined) return undefined;
  await writeSecret(file, [secret, ...known.split('\n')].slice(0, secretsKept).join('\n'));
  return file;
}
