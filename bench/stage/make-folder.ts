import { chmod, glob, mkdtemp, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Bench } from '../types.ts';

// Linux’s magic number of tmpfs.
const memoryFileSystem = 0x01021994;

/** Makes a temporary folder that is removed with `parts`, after everything that is deferred later. */
export async function makeFolder(bench: Bench, parts: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'interlock-bench-'));
  parts.defer(() => remove(folder));
  // The database’s user must be able to pass.
  await chmod(folder, 0o711);
  if ((await statfs(folder)).type === memoryFileSystem) {
    bench.note(
      `! ${tmpdir()} is in memory, where durability costs nothing. Set TMPDIR to a folder on a disk.`,
    );
  }
  return folder;
}

/** Removes the folder, and the databases that had to be put elsewhere because their user may not enter it. */
async function remove(folder: string): Promise<void> {
  for await (const name of glob('{,*/}postgres/location', { cwd: folder })) {
    const elsewhere = (await readFile(path.join(folder, name), 'utf8')).trim();
    await rm(elsewhere, { recursive: true, force: true });
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
