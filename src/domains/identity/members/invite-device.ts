import { createDeviceCode, type DeviceCode } from './create-device-code.ts';
import { lockAskingDevice, type AskingDevice } from './lock-asking-device.ts';
import { record } from './record.ts';
import { requireFreePlace } from './require-free-place.ts';
import type { Caller, Members } from './types.ts';

const lifetimeMs = 10 * 60_000;

/**
 * Lets a person bring another device, from one that is signed in: makes the code to type there, good for ten
 * minutes, and no longer than the device that asked for it.
 *
 * @throws `identity.too_many_devices`, `identity.session_expired`, `identity.person_not_active`
 */
export async function inviteDevice(members: Members, asking: AskingDevice, by: Caller): Promise<DeviceCode> {
  const { personId } = asking;
  return members.database.transaction(async (transaction) => {
    await requireFreePlace(members, transaction, await lockAskingDevice(transaction, asking));
    const code = await createDeviceCode(members, transaction, personId, 'added', lifetimeMs);
    await record(members, transaction, by, { action: 'device.invited', personId });
    return code;
  });
}
