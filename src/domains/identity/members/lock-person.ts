import type { Queryable } from '#infra/db';
import { identityErrors } from '../errors.ts';
import type { PersonRow } from './types.ts';

/**
 * A person, held until the transaction ends: whoever counts or changes what belongs to the person waits.
 *
 * @throws `identity.no_such_person`
 */
export async function lockPerson(transaction: Queryable, personId: string): Promise<PersonRow> {
  const [row] = await transaction.query<PersonRow>(
    `select person_id, user_handle, role, tier, state, created_at
     from identity.people where person_id = $1 for update`,
    [personId],
  );
  if (row === undefined) throw identityErrors('identity.no_such_person');
  return row;
}
