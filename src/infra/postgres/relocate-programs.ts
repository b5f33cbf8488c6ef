import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { postgresErrors } from './errors.ts';
import type { ServerPrograms } from './server-programs.ts';
import { canEnter, type ServerUser } from './server-user.ts';

/** Folders that every user may enter, best first. */
const sharedPlaces: readonly string[] = ['/var/cache/interlock', path.join(tmpdir(), 'interlock')];

/**
 * Copies the server’s programs to a shared folder named after their content, once, and returns their paths there.
 *
 * @param native folder of the programs, with `bin`, `lib` and `share`
 * @throws `postgres.no_place` when no shared folder can be used
 */
export async function relocatePrograms(
  native: string,
  user: ServerUser | undefined,
  notify: (sentence: string) => void,
  places = sharedPlaces,
): Promise<ServerPrograms> {
  const name = `postgres-${await fingerprint(native)}`;
  const obstacles: unknown[] = [];
  for (const place of places) {
    try {
      const target = path.join(place, name);
      await prepare(place);
      if (!(await exists(target))) {
        await copy(native, target);
        notify(`The database’s user may not enter ${native}; its programs were copied to ${target}.`);
      }
      if (await canEnter(user, path.join(target, 'bin'))) {
        return { initdb: path.join(target, 'bin', 'initdb'), postgres: path.join(target, 'bin', 'postgres') };
      }
    } catch (error) {
      obstacles.push(error);
    }
  }
  throw postgresErrors('postgres.no_place', {
    detail: `The database’s programs could be copied to none of ${places.join(', ')}.`,
    cause: new AggregateError(obstacles, 'no place could be used'),
  });
}

/** Makes the shared folder; one that others may write to could hold programs that are not ours. */
async function prepare(place: string): Promise<void> {
  await mkdir(place, { recursive: true, mode: 0o755 });
  const { uid, mode } = await stat(place);
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw new Error(`${place} belongs to others or is writable by them`);
  }
}

async function copy(native: string, target: string): Promise<void> {
  const draft = `${target}.${randomBytes(6).toString('hex')}`;
  await cp(native, draft, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  // Whoever finds the folder under its final name finds it whole. Losing the race to another start is fine.
  await rename(draft, target).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  });
}

/** The server program’s content and the list of everything beside it: another build gets another folder. */
async function fingerprint(native: string): Promise<string> {
  const names = await readdir(native, { recursive: true });
  const hash = createHash('sha256').update(names.toSorted().join('\n'));
  hash.update(await readFile(path.join(native, 'bin', 'postgres')));
  return hash.digest('hex').slice(0, 16);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
