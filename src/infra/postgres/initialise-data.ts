import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { postgresErrors } from './errors.ts';
import type { ServerPrograms } from './server-programs.ts';
import { runAs, type ServerUser } from './server-user.ts';

const run = promisify(execFile);

/** The server’s superuser. */
export const superuser = 'interlock';

export const dataOf = (directory: string): string => path.join(directory, 'data');
const passwordOf = (directory: string): string => path.join(directory, 'password');

/** @throws when the data directory was never initialised */
export async function readPassword(directory: string): Promise<string> {
  return (await readFile(passwordOf(directory), 'utf8')).trim();
}

/**
 * Makes the data directory unless it is there. It gets its final name when it is complete, so that a killed `initdb`
 * is simply done again.
 *
 * @param durable `false` skips flushing to disk, for servers that nobody will miss
 * @throws `postgres.initialise_failed`
 */
export async function initialiseData(
  directory: string,
  programs: ServerPrograms,
  user: ServerUser | undefined,
  durable: boolean,
): Promise<void> {
  const data = dataOf(directory);
  if (await stat(path.join(data, 'PG_VERSION')).catch(() => undefined)) return;
  const draft = `${data}.tmp`;
  await rm(draft, { recursive: true, force: true });
  const passwordFile = passwordOf(directory);
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (user !== undefined) await chown(passwordFile, user.uid, user.gid);
  const flags = [
    `--pgdata=${draft}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL’s own C.UTF-8 sorts the same on every system; macOS has no such locale, minimal images few.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    await run(programs.initdb, flags, runAs(user));
    await rename(draft, data);
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw postgresErrors('postgres.initialise_failed', {
      detail: words.split('\n').slice(-3).join(' | '),
      cause: error,
    });
  }
}
