import type { Queryable } from '#infra/db';

/** Devices of a person that are not revoked. */
export async function countDevices(database: Queryable, personId: string): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    'select count(*)::integer as count from identity.devices where person_id = $1 and revoked_at is null',
    [personId],
  );
  return row?.count ?? 0;
}
