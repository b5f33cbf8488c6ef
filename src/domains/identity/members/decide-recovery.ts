import { identityErrors } from '../errors.ts';
import { toOperatorName } from '../to-operator-name.ts';
import { createDeviceCode, type DeviceCode } from './create-device-code.ts';
import { record } from './record.ts';
import type { Caller, Members } from './types.ts';

const codeLifetimeMs = 3_600_000;

/**
 * Approves or refuses a recovery that somebody else asked for. Approval makes the code that the person types on
 * the new device, good for an hour; once it is used, every other device is out. Second keys are out at once.
 *
 * @throws `identity.no_such_recovery` when it is unknown or decided, `identity.second_person_required`
 */
export async function decideRecovery(
  members: Members,
  recoveryId: string,
  approved: boolean,
  by: Caller,
): Promise<DeviceCode | null> {
  const now = new Date(members.clock.now());
  return members.database.transaction(async (transaction) => {
    // The person first, as everywhere: whoever erases them holds them, and then wants their recoveries.
    await transaction.query(
      `select from identity.people
       where person_id = (select person_id from identity.recoveries where recovery_id = $1) for update`,
      [recoveryId],
    );
    const [recovery] = await transaction.query<{ person_id: string; requested_by: string }>(
      `select person_id, requested_by from identity.recoveries
       where recovery_id = $1 and decided_at is null for update`,
      [recoveryId],
    );
    if (recovery === undefined) throw identityErrors('identity.no_such_recovery');
    // Names from before they had one form are compared in it as well.
    if (toOperatorName(recovery.requested_by) === toOperatorName(by.id)) {
      throw identityErrors('identity.second_person_required');
    }
    await transaction.query(
      `update identity.recoveries set decided_by = $2, decided_at = $3, approved = $4 where recovery_id = $1`,
      [recoveryId, by.id, now, approved],
    );
    await record(members, transaction, by, {
      action: approved ? 'recovery.approved' : 'recovery.rejected',
      personId: recovery.person_id,
      details: { recoveryId, requestedBy: recovery.requested_by },
    });
    if (!approved) return null;
    // Whoever needs this has lost the second key as well: somebody else may have it.
    await transaction.query(
      `update identity.passkeys set revoked_at = $2
       where person_id = $1 and device_id is null and revoked_at is null`,
      [recovery.person_id, now],
    );
    return createDeviceCode(members, transaction, recovery.person_id, 'recovered', codeLifetimeMs);
  });
}
