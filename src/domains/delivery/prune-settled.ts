import type { Database } from '#infra/db';
import type { DurationMs } from '#kernel/time';

/** Rows that one statement deletes: its locks last milliseconds, however much there is to delete. */
const pageSize = 10_000;

const settledLetters = `
  with pruned as (
    delete from delivery.dead_letters where id = any (array(
      select id from delivery.dead_letters
       where state in ('replayed', 'discarded') and resolved_at < clock_timestamp() - make_interval(secs => $1)
       limit $2))
    returning 1)
  select count(*)::integer as count from pruned`;

const endedReplays = `
  with pruned as (
    delete from delivery.replays where id = any (array(
      select id from delivery.replays
       where state <> 'running' and finished_at < clock_timestamp() - make_interval(secs => $1)
       limit $2))
    returning 1)
  select count(*)::integer as count from pruned`;

/**
 * Deletes dead letters that were replayed or discarded, and replays that ended, this long ago. What is open or running
 * stays, however old.
 *
 * @returns how many were deleted
 */
export async function pruneSettled(
  database: Database,
  ageMs: DurationMs,
): Promise<{ readonly deadLetters: number; readonly replays: number }> {
  return {
    deadLetters: await pruneAll(database, settledLetters, ageMs),
    replays: await pruneAll(database, endedReplays, ageMs),
  };
}

async function pruneAll(database: Database, statement: string, ageMs: DurationMs): Promise<number> {
  for (let pruned = 0; ;) {
    const [row] = await database.query<{ count: number }>(statement, [ageMs / 1_000, pageSize]);
    const count = row?.count ?? 0;
    pruned += count;
    if (count < pageSize) return pruned;
  }
}
