import { identityErrors } from '../errors.ts';
import { factsOf } from '../refusal-facts.ts';
import { openMemberSession, type OpenedMemberSession } from './open-member-session.ts';
import { record } from './record.ts';
import { requireAllowedPasskey } from './require-allowed-passkey.ts';
import { verifyAssertion, type Assertion } from './verify-assertion.ts';
import type { Caller, Members } from './types.ts';

/**
 * Signs a person in, on a device of theirs: the passkey says who, the device’s key says where. A passkey on a
 * device that is not registered is not enough, nor is one that the policy of the tier does not allow any more. Every attempt is
 * audited.
 *
 * @throws `identity.sign_in_refused`; `identity.device_unknown`, `identity.passkey_outgrown` only to somebody whose
 *   passkey was right
 */
export async function signIn(
  members: Members,
  assertion: Assertion,
  by: Caller,
): Promise<OpenedMemberSession> {
  const { database } = members;
  let personId: string | undefined;
  try {
    const { state, ...verified } = await verifyAssertion(members, assertion);
    personId = verified.personId;
    if (state !== 'active') throw identityErrors('identity.sign_in_refused', { cause: new Error(state) });
    requireAllowedPasskey(members, verified);
    return await enter(members, verified.personId, assertion.keyThumbprint, by);
  } catch (error) {
    const subject = personId === undefined ? factsOf(error).subject : { kind: 'person', id: personId };
    await record(members, database, by, {
      action: 'member.sign_in_refused',
      ...(subject === undefined ? {} : { subject }),
      details: { code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' },
      ...(error instanceof Error && error.cause instanceof Error ? { reason: error.cause.message } : {}),
    });
    throw error;
  }
}

function enter(
  members: Members,
  personId: string,
  keyThumbprint: string,
  by: Caller,
): Promise<OpenedMemberSession> {
  return members.database.transaction(async (transaction) => {
    const [device] = await transaction.query<{ device_id: string }>(
      `select device_id from identity.devices
       where person_id = $1 and key_thumbprint = $2 and revoked_at is null for update`,
      [personId, keyThumbprint],
    );
    if (device === undefined) throw identityErrors('identity.device_unknown');
    const session = await openMemberSession(members, transaction, personId, device.device_id);
    await record(members, transaction, by, {
      action: 'member.signed_in',
      personId,
      details: { deviceId: device.device_id },
    });
    return session;
  });
}
