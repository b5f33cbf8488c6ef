import { lastPosition, readEntries } from '#events';
import type { Database } from '#infra/db';

const countMax = 1_000;

/** About how many events wait for a platform: parked ones, and those in the log beyond its cursors. Stops counting at 1,000. */
export async function countWaitingEvents(database: Database, platform: string): Promise<number> {
  const [parked] = await database.query<{ count: number }>(
    'select count(*)::integer as count from delivery.parked where platform = $1',
    [platform],
  );
  const cursors = await database.query<{ shard: number; position: number }>(
    'select shard, position::double precision as position from delivery.cursors where platform = $1',
    [platform],
  );
  const positionOf = new Map(cursors.map(({ shard, position }) => [shard, position]));
  const entries = await readEntries(database, {
    after: Math.min(await lastPosition(database), ...positionOf.values()),
    target: platform,
    limit: countMax,
  });
  const beyond = entries.filter(({ shard, position }) => position > (positionOf.get(shard) ?? 0)).length;
  return (parked?.count ?? 0) + beyond;
}
