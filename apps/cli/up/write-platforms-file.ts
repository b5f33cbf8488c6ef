import { readFile, writeFile } from 'node:fs/promises';
import { cliErrors } from '../errors.ts';
import type { ReferencePlatform } from './reference-platforms.ts';

/** Variable in which the hub finds the signing secret of a platform; the file names it and holds no secret. */
export const secretVariable = (platformId: string): string => `INTERLOCK_SECRET_${platformId.toUpperCase()}`;

const loopback = ['127.0.0.0/8', '::1/128'];

/**
 * Writes the file by which the hub registers the platforms we run, together with those that the user registers in
 * a file of their own.
 *
 * @param own the user’s file (`INTERLOCK_PLATFORMS`), or empty
 * @throws `cli.bad_argument` when the user’s file cannot be read
 */
export async function writePlatformsFile(
  file: string,
  platforms: readonly { readonly platform: ReferencePlatform; readonly port: number }[],
  own: string,
): Promise<void> {
  const ours = platforms.map(({ platform, port }) => ({
    id: platform.id,
    displayName: platform.displayName,
    addresses: { primary: `http://127.0.0.1:${port}` },
    profile: platform.profile,
    allowedNetworks: loopback,
    secret: { env: secretVariable(platform.id) },
  }));
  const theirs = own === '' ? [] : await readOwn(own);
  const taken = new Set(theirs.map(({ id }) => id));
  const entries = [...ours.filter(({ id }) => !taken.has(id)), ...theirs];
  await writeFile(file, `${JSON.stringify({ platforms: entries }, null, 2)}\n`, { mode: 0o600 });
}

async function readOwn(file: string): Promise<{ id?: unknown }[]> {
  try {
    const { platforms } = JSON.parse(await readFile(file, 'utf8')) as { platforms: { id?: unknown }[] };
    if (Array.isArray(platforms)) return platforms;
  } catch (cause) {
    throw cliErrors('cli.bad_argument', {
      detail: `INTERLOCK_PLATFORMS names ${file}, which is no platforms file.`,
      cause,
    });
  }
  throw cliErrors('cli.bad_argument', { detail: `${file} has no list "platforms".` });
}
