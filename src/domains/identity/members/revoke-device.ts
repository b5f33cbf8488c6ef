import { identityErrors } from '../errors.ts';
import { lockPerson } from './lock-person.ts';
import { putDevicesOut } from './put-devices-out.ts';
import { record } from './record.ts';
import { tellDevicesRevoked } from './tell-devices-revoked.ts';
import type { Caller, Members } from './types.ts';

/**
 * Puts a device out, here at once and on every platform as soon as it hears of it: its sessions end, its passkeys
 * are worthless, and `device_revoked` tells the platforms not to take its tokens any more.
 *
 * @throws `identity.no_such_person`, `identity.no_such_device` also when it was revoked before
 */
export async function revokeDevice(
  members: Members,
  personId: string,
  deviceId: string,
  because: string,
  by: Caller,
): Promise<void> {
  await members.database.transaction(async (transaction) => {
    await lockPerson(transaction, personId);
    const devices = await putDevicesOut(members, transaction, personId, because, { only: deviceId });
    if (devices.length === 0) throw identityErrors('identity.no_such_device');
    await record(members, transaction, by, {
      action: 'device.revoked',
      personId,
      reason: because,
      details: { deviceId },
    });
    await tellDevicesRevoked(members, transaction, personId, devices);
  });
}
