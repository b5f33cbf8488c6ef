import path from 'node:path';
import { sleep, systemClock, type Clock, type DurationMs } from '#kernel/time';
import { dataOf, readPassword, superuser } from './initialise-data.ts';
import { readServerPlace } from './place-server.ts';
import { readPostmaster } from './read-postmaster.ts';

/** How to reach a server. */
export interface PostgresAddress {
  readonly port: number;
  /** The connection string for one database of the server. Holds the password. */
  databaseUrl(database: string): string;
}

export interface RunningPostgres extends PostgresAddress {
  readonly pid: number;
}

const pollMs = 50;

/**
 * The embedded server that runs for this directory, whoever started it.
 *
 * @param patienceMs how long to wait for one that is just starting
 * @returns `undefined` when none runs or it does not accept connections in time
 */
export async function findRunningPostgres(
  directory: string,
  patienceMs: DurationMs = 5_000,
  clock: Clock = systemClock,
): Promise<RunningPostgres | undefined> {
  const place = await readServerPlace(path.resolve(directory));
  const deadline = clock.monotonic() + patienceMs;
  for (;;) {
    const record = await readPostmaster(dataOf(place));
    if (record.kind !== 'running') return undefined;
    const { port, acceptsConnections, process: identity } = record.postmaster;
    if (acceptsConnections) {
      return { pid: identity.pid, ...postgresAddress(port, await readPassword(place)) };
    }
    if (clock.monotonic() >= deadline) return undefined;
    await sleep(clock, pollMs);
  }
}

export function postgresAddress(port: number, password: string): PostgresAddress {
  return {
    port,
    databaseUrl: (database) => `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`,
  };
}
