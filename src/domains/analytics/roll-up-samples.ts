import type { Database } from '#infra/db';
import { dropOldSamples, rollUpFlows, rollUpPlatforms } from './roll-up-samples.sql.ts';

// Any number that no other part of the system uses as an advisory lock.
const rollUpLock = 7_241_031;
const secondsKeptMs = 60 * 60_000;
const minutesKeptMs = 30 * 24 * 60 * 60_000;
// A hub may still be writing the last seconds of a minute that is over.
const graceMs = 10_000;

/** Merges seconds that are over into minutes and drops what is old. One hub does it, the others leave it. */
export async function rollUpSamples(database: Database, now: Date): Promise<void> {
  await database.transaction(async (transaction) => {
    const [lock] = await transaction.query<{ mine: boolean }>(
      'select pg_try_advisory_xact_lock($1) as mine',
      [rollUpLock],
    );
    if (lock?.mine !== true) return;
    const until = new Date(now.getTime() - graceMs);
    await transaction.query(rollUpFlows, [until]);
    await transaction.query(rollUpPlatforms, [until]);
    for (const statement of dropOldSamples) {
      await transaction.query(statement, [
        new Date(now.getTime() - secondsKeptMs),
        new Date(now.getTime() - minutesKeptMs),
      ]);
    }
  });
}
