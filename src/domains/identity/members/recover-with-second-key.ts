import { InterlockError } from '#kernel/errors';
import { identityErrors } from '../errors.ts';
import { factsOf } from '../refusal-facts.ts';
import { lockPerson } from './lock-person.ts';
import { record } from './record.ts';
import { requireAllowedPasskey } from './require-allowed-passkey.ts';
import { startRegistration, type StartedRegistration } from './start-registration.ts';
import { verifyAssertion, type Assertion, type VerifiedAssertion } from './verify-assertion.ts';
import type { Caller, Members } from './types.ts';

/**
 * Lets a person who lost every device begin anew with the second key that was registered for it: the device with the key
 * of the request is registered next, and takes the place of all others.
 *
 * @throws `identity.sign_in_refused` also for passkeys that belong to a device; `identity.passkey_outgrown`
 */
export async function recoverWithSecondKey(
  members: Members,
  assertion: Assertion,
  by: Caller,
): Promise<StartedRegistration> {
  const { database } = members;
  let personId: string | undefined;
  try {
    const { deviceId, state, ...verified } = await verifyAssertion(members, assertion);
    personId = verified.personId;
    if (deviceId !== null || state !== 'active') {
      throw identityErrors('identity.sign_in_refused', { cause: new Error('not a second key') });
    }
    requireAllowedPasskey(members, verified);
    return await begin(members, verified, assertion.keyThumbprint, by);
  } catch (error) {
    const subject = personId === undefined ? factsOf(error).subject : { kind: 'person', id: personId };
    await record(members, database, by, {
      action: 'recovery.refused',
      reason: 'second key',
      ...(subject === undefined ? {} : { subject }),
      details: { code: error instanceof InterlockError ? error.code : 'unknown' },
    });
    throw error;
  }
}

function begin(
  members: Members,
  { personId, credentialId: begunWith }: Pick<VerifiedAssertion, 'personId' | 'credentialId'>,
  keyThumbprint: string,
  by: Caller,
): Promise<StartedRegistration> {
  return members.database.transaction(async (transaction) => {
    await lockPerson(transaction, personId);
    const [good] = await transaction.query(
      'select 1 from identity.passkeys where credential_id = $1 and revoked_at is null',
      [begunWith],
    );
    // Put out since it was looked at.
    if (good === undefined) throw identityErrors('identity.sign_in_refused');
    await record(members, transaction, by, { action: 'recovery.started', personId, reason: 'second key' });
    const within = { ...members, database: transaction };
    return startRegistration(within, personId, 'recovered', keyThumbprint, { begunWith });
  });
}
