import type { Database } from '#infra/db';

/** The highest position handed out so far. */
export async function lastPosition(database: Database): Promise<number> {
  const [row] = await database.query<{ position: number }>(
    'select coalesce(max(position), 0)::double precision as position from events.log',
  );
  return row?.position ?? 0;
}
