import { identityErrors } from '../errors.ts';
import { hashCode } from './invitation-code.ts';
import { record } from './record.ts';
import { startRegistration, type StartedRegistration } from './start-registration.ts';
import type { Caller, Members } from './types.ts';

/**
 * Begins to register the device that has the key, by a code made on another device or in a recovery. Whatever is
 * wrong with a code, the answer and the work are the same.
 *
 * @throws `identity.device_code_not_valid`, `identity.device_taken`
 */
export async function redeemDeviceCode(
  members: Members,
  code: string,
  keyThumbprint: string,
  by: Caller,
): Promise<StartedRegistration> {
  const now = new Date(members.clock.now());
  const found = await members.database.transaction(async (transaction) => {
    const [row] = await transaction.query<{ person_id: string; reason: 'added' | 'recovered' }>(
      `update identity.device_codes set used_at = $2
       where code_hash = $1 and used_at is null and expires_at > $2 returning person_id, reason`,
      [hashCode(code), now],
    );
    if (row === undefined) {
      await record(members, transaction, by, { action: 'device_code.refused' });
      return undefined;
    }
    await record(members, transaction, by, {
      action: 'device_code.redeemed',
      personId: row.person_id,
      details: { reason: row.reason },
    });
    return row;
  });
  if (found === undefined) throw identityErrors('identity.device_code_not_valid');
  return startRegistration(members, found.person_id, found.reason, keyThumbprint);
}
