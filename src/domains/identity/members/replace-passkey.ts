import { identityErrors } from '../errors.ts';
import { factsOf } from '../refusal-facts.ts';
import { lockPerson } from './lock-person.ts';
import { record } from './record.ts';
import { requireAllowedPasskey } from './require-allowed-passkey.ts';
import { startRegistration, type StartedRegistration } from './start-registration.ts';
import { verifyAssertion, type Assertion, type VerifiedAssertion } from './verify-assertion.ts';
import type { Caller, Members } from './types.ts';

/**
 * Lets a person whose passkey the policy does not allow any more make another on the same device: whoever signs in is told
 * so, shows the passkey once more, and registers one that is allowed in its place. Nobody is signed in before.
 *
 * @throws `identity.sign_in_refused`; `identity.device_unknown`, and `identity.registration_not_valid` for a passkey that is allowed
 */
export async function replacePasskey(
  members: Members,
  assertion: Assertion,
  by: Caller,
): Promise<StartedRegistration> {
  let personId: string | undefined;
  try {
    const verified = await verifyAssertion(members, assertion);
    personId = verified.personId;
    if (verified.deviceId === null || verified.state !== 'active') {
      throw identityErrors('identity.sign_in_refused', { cause: new Error('not of a device in use') });
    }
    if (isAllowed(members, verified)) throw identityErrors('identity.registration_not_valid');
    return await begin(members, verified.personId, assertion.keyThumbprint, by);
  } catch (error) {
    const subject = personId === undefined ? factsOf(error).subject : { kind: 'person', id: personId };
    await record(members, members.database, by, {
      action: 'passkey.replacement_refused',
      ...(subject === undefined ? {} : { subject }),
      details: { code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' },
    });
    throw error;
  }
}

function isAllowed(members: Members, verified: VerifiedAssertion): boolean {
  try {
    requireAllowedPasskey(members, verified);
    return true;
  } catch {
    return false;
  }
}

function begin(
  members: Members,
  personId: string,
  keyThumbprint: string,
  by: Caller,
): Promise<StartedRegistration> {
  return members.database.transaction(async (transaction) => {
    await lockPerson(transaction, personId);
    const [device] = await transaction.query<{ device_id: string }>(
      `select device_id from identity.devices
       where person_id = $1 and key_thumbprint = $2 and revoked_at is null`,
      [personId, keyThumbprint],
    );
    if (device === undefined) throw identityErrors('identity.device_unknown');
    const { device_id: begunOn } = device;
    await record(members, transaction, by, {
      action: 'passkey.replacement_started',
      personId,
      details: { deviceId: begunOn },
    });
    const within = { ...members, database: transaction };
    return startRegistration(within, personId, 'replaced', keyThumbprint, { begunOn });
  });
}
