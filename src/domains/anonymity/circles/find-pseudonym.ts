import type { Queryable } from '#infra/db';

export interface Pseudonym {
  readonly name: string;
  /** `active`: reads and posts. `silenced`: reads. `removed`: neither. A moderator moves it between all three. */
  readonly state: 'active' | 'silenced' | 'removed';
}

export async function findPseudonym(
  database: Queryable,
  circleId: string,
  pseudonymId: string,
): Promise<Pseudonym | undefined> {
  const [pseudonym] = await database.query<Pseudonym & Record<string, unknown>>(
    'select name, state from anonymity.pseudonyms where circle_id = $1 and pseudonym_id = $2',
    [circleId, pseudonymId],
  );
  return pseudonym;
}
