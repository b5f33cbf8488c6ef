import { identityErrors } from '../errors.ts';
import { openMemberSession, type OpenedMemberSession } from './open-member-session.ts';
import { record } from './record.ts';
import { verifyAssertion, type Assertion } from './verify-assertion.ts';
import type { Caller, Members } from './types.ts';

/**
 * Signs a person in, on a device of theirs: the passkey says who, the device’s key says where. A passkey on a
 * device that is not registered is not enough. Every attempt is audited.
 *
 * @throws `identity.sign_in_refused`; `identity.device_unknown` only to somebody whose passkey was right
 */
export async function signIn(
  members: Members,
  assertion: Assertion,
  by: Caller,
): Promise<OpenedMemberSession> {
  const { database } = members;
  try {
    const { personId, state } = await verifyAssertion(members, assertion);
    if (state !== 'active') throw identityErrors('identity.sign_in_refused', { cause: new Error(state) });
    return await database.transaction(async (transaction) => {
      const [device] = await transaction.query<{ device_id: string }>(
        `select device_id from identity.devices
         where person_id = $1 and key_thumbprint = $2 and revoked_at is null for update`,
        [personId, assertion.keyThumbprint],
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
  } catch (error) {
    await record(members, database, by, {
      action: 'member.sign_in_refused',
      details: { code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' },
      ...(error instanceof Error && error.cause instanceof Error ? { reason: error.cause.message } : {}),
    });
    throw error;
  }
}
