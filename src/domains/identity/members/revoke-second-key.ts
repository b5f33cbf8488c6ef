import { identityErrors } from '../errors.ts';
import { lockPerson } from './lock-person.ts';
import { record } from './record.ts';
import type { Caller, Members } from './types.ts';

/**
 * Makes a second key worthless, and ends the recoveries that were begun with one.
 *
 * @throws `identity.no_such_person`, `identity.no_such_second_key`
 */
export async function revokeSecondKey(
  members: Members,
  personId: string,
  secondKeyId: string,
  because: string,
  by: Caller,
): Promise<void> {
  const now = new Date(members.clock.now());
  await members.database.transaction(async (transaction) => {
    await lockPerson(transaction, personId);
    const [revoked] = await transaction.query<{ credential_id: Buffer }>(
      `update identity.passkeys set revoked_at = $3
       where person_id = $1 and second_key_id = $2 and revoked_at is null returning credential_id`,
      [personId, secondKeyId, now],
    );
    if (revoked === undefined) throw identityErrors('identity.no_such_second_key');
    await transaction.query(
      `update identity.registrations set finished_at = $3
       where person_id = $1 and begun_with = $2 and finished_at is null`,
      [personId, revoked.credential_id, now],
    );
    await record(members, transaction, by, {
      action: 'second_key.revoked',
      personId,
      reason: because,
      details: { secondKeyId },
    });
  });
}
