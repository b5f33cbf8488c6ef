import { DBOS } from '@dbos-inc/dbos-sdk';
import type { Database } from '#infra/db';
import { sleep, type Clock } from '#kernel/time';

// Any number that no other part of the system uses as an advisory lock.
const launchLock = 7_241_052;
const pauseMs = 100;

/**
 * Launches DBOS while no other hub does: it makes and changes its own tables at that, which goes wrong twice at once.
 *
 * The lock is asked for again and again: whoever waits inside a statement holds a snapshot, for the end of which the
 * indexes wait that DBOS makes concurrently.
 */
export async function launchAlone({ database, clock }: { database: Database; clock: Clock }): Promise<void> {
  const connection = await database.connect();
  try {
    for (;;) {
      const { rows } = await connection.query<{ obtained: boolean }>(
        'select pg_try_advisory_lock($1) as obtained',
        [launchLock],
      );
      if (rows[0]?.obtained === true) break;
      await sleep(clock, pauseMs);
    }
    await DBOS.launch();
  } finally {
    // The lock goes with the connection.
    await connection.end();
  }
}
