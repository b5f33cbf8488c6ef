import { encryptFor } from '#infra/crypto';
import type { Queryable } from '#infra/db';
import { uuidv7 } from '#kernel/ids';
import { identityErrors } from '../errors.ts';
import { findPerson } from './find-person.ts';
import { personKey } from './person-key.ts';
import { record } from './record.ts';
import type { Caller, Members } from './types.ts';

/**
 * Asks that a person who lost every device, and the second key, may register another. Somebody else decides.
 *
 * @param reason how the person was recognised
 * @throws `identity.no_such_person`, `identity.not_an_active_member`
 */
export async function requestRecovery(
  members: Members,
  personId: string,
  reason: string,
  by: Caller,
): Promise<string> {
  const now = new Date(members.clock.now());
  const recoveryId = uuidv7(now.getTime());
  // Before anything is sealed as well: that would make a key for people who are not there.
  await requireActive(members.database, personId);
  const sealed = await encryptFor(members.envelopes, personKey(personId), 'recoveries.reason', reason);
  await members.database.transaction(async (transaction) => {
    await requireActive(transaction, personId);
    await transaction.query(
      `insert into identity.recoveries (recovery_id, person_id, reason, sealed_reason, requested_by, requested_at)
       values ($1, $2, '', $3, $4, $5)`,
      [recoveryId, personId, sealed, by.id, now],
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

async function requireActive(target: Queryable, personId: string): Promise<void> {
  const { state } = await findPerson(target, personId);
  if (state !== 'active') throw identityErrors('identity.not_an_active_member');
}
