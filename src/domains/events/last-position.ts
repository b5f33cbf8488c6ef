import type { Queryable } from '#infra/db';

/** The highest position that is in the log. */
export async function lastPosition(target: Queryable): Promise<number> {
  const [row] = await target.query<{ position: number }>(
    'select coalesce(max(position), 0)::double precision as position from events.log',
  );
  return row?.position ?? 0;
}
