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

/** Forgets where a platform stood, after it was deleted. Dead letters stay, for the record. */
export async function forgetPlatform(database: Database, platform: string): Promise<void> {
  await database.query('delete from delivery.cursors where platform = $1', [platform]);
  await database.query('delete from delivery.parked where platform = $1', [platform]);
}

/** The lowest position that delivery still needs from the log; nothing from there on may be dropped. */
export async function neededFrom(database: Database, platforms: readonly string[]): Promise<number> {
  const [row] = await database.query<{ cursor: number | null; parked: number | null; cursors: number }>(
    `select (select min(position) from delivery.cursors where platform = any ($1))::double precision as cursor,
            (select min(position) from delivery.parked)::double precision as parked,
            (select count(*) from delivery.cursors where platform = any ($1))::integer as cursors`,
    [platforms],
  );
  return Math.min(row?.cursor ?? Number.MAX_SAFE_INTEGER, row?.parked ?? Number.MAX_SAFE_INTEGER);
}

/** Drops receipts of events that have left the log. */
export async function pruneReceipts(database: Database, keptFrom: number): Promise<number> {
  const rows = await database.query('delete from delivery.receipts where last_position < $1 returning 1', [
    keptFrom,
  ]);
  return rows.length;
}
