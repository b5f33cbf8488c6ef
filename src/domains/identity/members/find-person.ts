import type { Queryable } from '#infra/db';
import { identityErrors } from '../errors.ts';
import type { PersonRow } from './types.ts';

/** @throws `identity.no_such_person` */
export async function findPerson(database: Queryable, personId: string): Promise<PersonRow> {
  const [row] = await database.query<PersonRow>(
    'select person_id, user_handle, role, tier, state, created_at from identity.people where person_id = $1',
    [personId],
  );
  if (row === undefined) throw identityErrors('identity.no_such_person');
  return row;
}
