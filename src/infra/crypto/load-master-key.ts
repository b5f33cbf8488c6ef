import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import { cryptoErrors } from './errors.ts';
import { createMasterKey, masterKeyBytes, type MasterKey } from './master-key.ts';

/**
 * Reads the master key; makes the file (mode 0600) when it is absent.
 *
 * Hubs that start at the same moment on one folder end up with the same key. The file holds 32 bytes in
 * base64url; back it up apart from the database, because nothing sealed can be opened without it.
 *
 * @throws `crypto.invalid_master_key` when the file holds something else
 */
export async function loadMasterKey(file: string): Promise<MasterKey> {
  const written = (await readIfPresent(file)) ?? (await createFile(file));
  const bytes = Buffer.from(written.trim(), 'base64url');
  if (bytes.length !== masterKeyBytes || bytes.toString('base64url') !== written.trim()) {
    throw cryptoErrors('crypto.invalid_master_key', {
      detail: `${file} does not hold ${masterKeyBytes} bytes in base64url.`,
    });
  }
  return createMasterKey(bytes);
}

async function readIfPresent(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  });
}

async function createFile(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(masterKeyBytes).toString('base64url')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  // A link appears whole or not at all, and fails when another hub was first.
  await link(draft, file).catch((error: unknown) => {
    if (!isSystemError(error, 'EEXIST')) throw error;
  });
  await unlink(draft);
  return readFile(file, 'utf8');
}

function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
