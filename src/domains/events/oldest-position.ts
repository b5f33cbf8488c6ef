import type { Database } from '#infra/db';

/** The lowest position that is still in the log. */
export async function oldestPosition(database: Database): Promise<number> {
  const [row] = await database.query<{ position: number }>(
    'select coalesce(min(position), 0)::double precision as position from events.log',
  );
  return row?.position ?? 0;
}
