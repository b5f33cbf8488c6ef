import type { Database } from '#infra/db';

/** Rows that one statement deletes: its locks last milliseconds, however much there is to delete. */
const pageSize = 10_000;

/**
 * Deletes the receipts of events that have left the log, page by page along the index on (platform, first_position).
 *
 * @param keptFrom the lowest position that is still in the log
 * @returns how many were deleted
 */
export async function pruneReceipts(database: Database, keptFrom: number): Promise<number> {
  let pruned = 0;
  for (const platform of await listPlatformsWithReceipts(database)) {
    let count: number;
    do {
      count = await prunePage(database, platform, keptFrom);
      pruned += count;
    } while (count === pageSize);
  }
  return pruned;
}

/** Jumps from platform to platform in the index; `distinct` would read all receipts. Deleted platforms have some too. */
async function listPlatformsWithReceipts(database: Database): Promise<string[]> {
  const rows = await database.query<{ platform: string }>(
    `with recursive found (platform) as (
       select min(platform) from delivery.receipts
       union all
       select (select min(r.platform) from delivery.receipts r where r.platform > found.platform)
         from found where found.platform is not null)
     select platform from found where platform is not null`,
  );
  return rows.map(({ platform }) => platform);
}

async function prunePage(database: Database, platform: string, keptFrom: number): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `with pruned as (
       delete from delivery.receipts where ctid = any (array(
         select ctid from delivery.receipts
          where platform = $1 and first_position < $2 and last_position < $2
          order by first_position limit $3))
       returning 1)
     select count(*)::integer as count from pruned`,
    [platform, keptFrom, pageSize],
  );
  return row?.count ?? 0;
}
