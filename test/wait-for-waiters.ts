import type { Database } from '#infra/db';

/** Resolves when so many statements of this database wait for a lock that somebody else holds. */
export async function waitForWaiters(database: Database, count: number): Promise<void> {
  for (;;) {
    const [row] = await database.query<{ waiting: number }>(
      `select count(*)::integer as waiting from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if ((row?.waiting ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
