import type { Database } from '#infra/db';

/** How long receipts are kept, as a PostgreSQL interval: longer than any sender repeats itself. */
const retention = '30 days';

/** Rows that one statement deletes: its locks last milliseconds, however much there is to delete. */
const pageSize = 10_000;

/** Forgets old receipts, page by page. */
export async function pruneReceipts(database: Database): Promise<void> {
  let count: number;
  do {
    const [row] = await database.query<{ count: number }>(
      `with pruned as (
         delete from webhooks.receipts where ctid = any (array(
           select ctid from webhooks.receipts
            where last_received_at < now() - $1::interval limit $2))
         returning 1)
       select count(*)::integer as count from pruned`,
      [retention, pageSize],
    );
    count = row?.count ?? 0;
  } while (count === pageSize);
}
