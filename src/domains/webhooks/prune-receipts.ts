import type { Database } from '#infra/db';

/** How long receipts are kept, as a PostgreSQL interval: longer than any sender repeats itself. */
const retention = '30 days';

/** Forgets old receipts. */
export async function pruneReceipts(database: Database): Promise<void> {
  await database.query('delete from webhooks.receipts where last_received_at < now() - $1::interval', [
    retention,
  ]);
}
