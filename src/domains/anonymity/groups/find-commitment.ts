import type { Queryable } from '#infra/db';

/** The commitment that a person is enrolled with; `null`: in no group. */
export async function findCommitment(database: Queryable, personId: string): Promise<string | null> {
  const [member] = await database.query<{ commitment: string }>(
    'select commitment::text from anonymity.members where person_id = $1',
    [personId],
  );
  return member?.commitment ?? null;
}
