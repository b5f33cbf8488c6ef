import type { Queryable } from '#infra/db';

/**
 * When two members of staff last let a person begin anew; `null`: never. A recovery by second key is none of these: whoever
 * has one could do that every day.
 */
export async function findLastRecovery(database: Queryable, personId: string): Promise<Date | null> {
  const [row] = await database.query<{ decided_at: Date | null }>(
    'select max(decided_at) as decided_at from identity.recoveries where person_id = $1 and approved',
    [personId],
  );
  return row?.decided_at ?? null;
}
