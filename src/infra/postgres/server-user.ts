import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { postgresErrors } from './errors.ts';

const run = promisify(execFile);

/** The user as whom the server runs. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root; there it runs as the user `postgres`, who is made when absent, or as
 * `nobody` where users cannot be made.
 *
 * @returns `undefined` when we are not root: the server runs as whoever we are
 * @throws `postgres.no_user`
 */
export async function findServerUser(): Promise<ServerUser | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const known = await identify('postgres');
  if (known !== undefined) return known;
  await run('groupadd', ['--system', 'postgres']).catch(() => {});
  await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']).catch(() => {});
  const found = (await identify('postgres')) ?? (await identify('nobody'));
  if (found === undefined) throw postgresErrors('postgres.no_user');
  return found;
}

/** What `spawn` needs to run a program as the server’s user, who may not be allowed into our working directory. */
export function runAs(user: ServerUser | undefined): { uid?: number; gid?: number; cwd: string } {
  return user === undefined ? { cwd: '/' } : { uid: user.uid, gid: user.gid, cwd: '/' };
}

/** Whether the server’s user may enter a folder and every folder above it. */
export async function canEnter(user: ServerUser | undefined, directory: string): Promise<boolean> {
  // The kernel knows best: mode bits alone would miss access control lists and security modules.
  return run('/bin/sh', ['-c', 'test -x "$0" && cd "$0"', directory], runAs(user)).then(
    () => true,
    () => false,
  );
}

async function identify(name: string): Promise<ServerUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
