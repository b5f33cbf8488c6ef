import type { Database } from '#infra/db';
import type { Stage } from '../stage/types.ts';
import type { Book } from './books.ts';
import type { Difference } from './compare-books.ts';

/** Says where an execution that did not arrive was last seen, station by station. For people; proves nothing. */
export async function locateExecution(
  { platforms, hubDatabase }: Stage,
  { platform, database }: Book,
  { userId, executionId, sequence }: Difference,
): Promise<string> {
  const outbox = await count(
    platforms.trading_platform.database,
    'select count(*)::integer from interlock_outbox where event_id = $1',
    [executionId],
  );
  const [entry] = await hubDatabase.query<{ position: number; shard: number; targets: string }>(
    'select position::float8 as position, shard, targets from events.log where event_id = $1',
    [executionId],
  );
  const stations = [`in the sender’s outbox: ${outbox}`];
  if (entry === undefined) stations.push('not in the log');
  else stations.push(await describeDelivery(hubDatabase, platform, entry));
  const inbox = await count(database, 'select count(*)::integer from interlock_inbox where event_id = $1', [
    executionId,
  ]);
  stations.push(`in the inbox of ${platform}: ${inbox}`);
  return `${executionId} (${userId}, ${sequence}) ${stations.join('; ')}`;
}

async function describeDelivery(
  database: Database,
  platform: string,
  {
    position,
    shard,
    targets,
  }: { readonly position: number; readonly shard: number; readonly targets: string },
): Promise<string> {
  const [state] = await database.query<Record<string, unknown>>(
    `select (select position::text from delivery.cursors where platform = $1 and shard = $2) as cursor,
            (select json_agg(p) from delivery.parked p where platform = $1 and position = $3) as parked,
            (select json_agg(d.error) from delivery.dead_letters d where platform = $1 and position = $3) as dead,
            (select json_agg(r.batch_id) from delivery.receipts r
              where platform = $1 and $3 between first_position and last_position
                and $3 = any (positions)) as receipts`,
    [platform, shard, position],
  );
  return `in the log at ${position}, shard ${shard}, for ${targets}; delivery: ${JSON.stringify(state)}`;
}

async function count(database: Database, statement: string, values: readonly unknown[]): Promise<number> {
  const [row] = await database.query<{ count: number }>(statement, values);
  return row?.count ?? 0;
}
