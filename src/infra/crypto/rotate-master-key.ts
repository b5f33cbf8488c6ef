import { randomBytes } from 'node:crypto';
import { open, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { cryptoErrors } from './errors.ts';
import { createMasterKey, masterKeyBytes } from './master-key.ts';
import { parseMasterKeyFile } from './parse-master-key-file.ts';

/**
 * Adds a version to the master key file. It seals and wraps from now on; the others still open. Hubs that read the
 * same file notice; where hubs have copies, distribute the file. Then `rotateKeys`.
 *
 * The oldest version can’t be taken out, because the keyed hashes come from it; another one can, once `rotateKeys` has
 * found nothing more and the connectors’ secrets were set anew.
 *
 * @returns the name of the new version, as it stands beside wrapped keys
 * @throws `crypto.rotation_under_way` when somebody else adds one right now
 * @throws `crypto.invalid_master_key`
 */
export async function rotateMasterKey(file: string): Promise<string> {
  // Two that read the same file and write theirs would lose a version, and all that it wrapped meanwhile.
  const draft = `${file}.rotating`;
  const handle = await open(draft, 'wx', 0o600).catch((cause: unknown) => {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    throw cryptoErrors('crypto.rotation_under_way', { detail: `${draft} exists.`, cause });
  });
  let isRenamed = false;
  try {
    const versions = parseMasterKeyFile(file, await readFile(file, 'utf8'));
    const added = randomBytes(masterKeyBytes);
    const lines = [...versions, added].map((bytes) => `${bytes.toString('base64url')}\n`);
    await handle.writeFile(lines.join(''));
    await handle.sync();
    await rename(draft, file);
    isRenamed = true;
    await syncFolder(path.dirname(file));
    return `embedded:${createMasterKey(added).keyId.toString('hex')}`;
  } catch (error) {
    if (!isRenamed) await unlink(draft);
    throw error;
  } finally {
    await handle.close();
  }
}

/** After this the new name of the file survives a power failure. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
