import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import { createMasterKey, masterKeyBytes, type MasterKey } from './master-key.ts';
import { parseMasterKeyFile } from './parse-master-key-file.ts';

/**
 * Reads the master key; makes the file (mode 0600) when it is absent.
 *
 * Hubs that start at the same moment on one folder end up with the same key. The file holds one version a line, oldest
 * first, 32 bytes in base64url each; back it up apart from the database, because nothing sealed can be opened without
 * it. What `rotateMasterKey` adds is noticed without a restart: by `refresh`, and when something names a version that
 * is not known yet.
 *
 * @throws `crypto.invalid_master_key` when the file holds something else
 */
export async function loadMasterKey(file: string): Promise<MasterKey> {
  let written = (await readIfPresent(file)) ?? (await createFile(file));
  let current = createMasterKey(...parseMasterKeyFile(file, written));
  const take = (found: string): void => {
    if (found === written) return;
    current = createMasterKey(...parseMasterKeyFile(file, found));
    written = found;
  };
  return {
    get keyId() {
      return current.keyId;
    },
    get sealing() {
      return current.sealing;
    },
    get wrapping() {
      return current.wrapping;
    },
    fingerprinting: current.fingerprinting,
    hashing: current.hashing,
    findVersion(keyId) {
      const known = current.findVersion(keyId);
      if (known !== undefined) return known;
      take(readFileSync(file, 'utf8'));
      return current.findVersion(keyId);
    },
    async refresh() {
      take(await readFile(file, 'utf8'));
    },
  };
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
