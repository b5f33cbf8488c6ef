import { erasePerson } from './erase-person.ts';
import type { Caller, Members } from './types.ts';

/**
 * Undoes joining: of whoever did not finish nothing stays, and the invitation is good again until it expires.
 * Doing it again does nothing.
 */
export async function withdrawPerson(
  members: Members,
  personId: string,
  reason: string,
  by: Caller,
): Promise<void> {
  await members.database.transaction(async (transaction) => {
    await transaction.query(
      `update identity.invitations set redeemed_at = null, person_id = null
       where person_id = $1 and exists (select from identity.people where person_id = $1 and state = 'joining')`,
      [personId],
    );
    await erasePerson(members, transaction, personId, ['joining'], reason, by);
  });
}
