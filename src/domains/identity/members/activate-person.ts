import { findPerson } from './find-person.ts';
import { record } from './record.ts';
import type { Caller, Members } from './types.ts';

/**
 * Welcomes a person whom every platform knows: active from now on. Doing it again does nothing.
 *
 * @returns whether the person is active; not so when they were erased meanwhile
 */
export async function activatePerson(members: Members, personId: string, by: Caller): Promise<boolean> {
  return members.database.transaction(async (transaction) => {
    const rows = await transaction.query(
      `update identity.people set state = 'active', changed_at = $2
       where person_id = $1 and state = 'joining' returning 1`,
      [personId, new Date(members.clock.now())],
    );
    if (rows.length === 0) return (await findPerson(transaction, personId)).state === 'active';
    await record(members, transaction, by, { action: 'person.joined', personId });
    return true;
  });
}
