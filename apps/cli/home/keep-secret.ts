import { readFile, rename, writeFile } from 'node:fs/promises';

/** A secret kept in a file of its own, readable by the owner alone; `undefined` when there is none. */
export async function readSecret(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim() || undefined;
}

export async function writeSecret(file: string, secret: string): Promise<void> {
  const draft = `${file}.tmp`;
  await writeFile(draft, `${secret}\n`, { mode: 0o600 });
  await rename(draft, file);
}

/** The secret of the file, made and kept when there is none yet. */
export async function keepSecret(file: string, make: () => string): Promise<string> {
  const known = await readSecret(file);
  if (known !== undefined) return known;
  const secret = make();
  await writeSecret(file, secret);
  return secret;
}
