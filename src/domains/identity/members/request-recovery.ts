import { uuidv7 } from '#kernel/ids';
import { identityErrors } from '../errors.ts';
import { findPerson } from './find-person.ts';
import { record } from './record.ts';
import type { Caller, Members } from './types.ts';

/**
 * Asks that a person who lost every device, and the second key, may register another. Somebody else decides.
 *
 * @param reason how the person was recognised
 * @throws `identity.no_such_person`, `identity.person_not_active`
 */
export async function requestRecovery(
  members: Members,
  personId: string,
  reason: string,
  by: Caller,
): Promise<string> {
  const now = new Date(members.clock.now());
  const recoveryId = uuidv7(now.getTime());
  await members.database.transaction(async (transaction) => {
    const { state } = await findPerson(transaction, personId);
    if (state !== 'active') throw identityErrors('identity.person_not_active');
    await transaction.query(
      `insert into identity.recoveries (recovery_id, person_id, reason, requested_by, requested_at)
       values ($1, $2, $3, $4, $5)`,
      [recoveryId, personId, reason, by.id, now],
    );
    await record(members, transaction, by, {
      action: 'recovery.requested',
      personId,
      reason,
      details: { recoveryId },
    });
  });
  return recoveryId;
}
