import { identityErrors } from '../errors.ts';
import { createDeviceCode, type DeviceCode } from './create-device-code.ts';
import { countDevices } from './count-devices.ts';
import { record } from './record.ts';
import type { Caller, Members } from './types.ts';
import { lockPerson } from './lock-person.ts';
import { policyFor } from './policy-for.ts';

const lifetimeMs = 10 * 60_000;

/**
 * Lets a person bring another device, from one that is signed in: makes the code to type there, good for ten
 * minutes.
 *
 * @throws `identity.too_many_devices`
 */
export async function inviteDevice(members: Members, personId: string, by: Caller): Promise<DeviceCode> {
  return members.database.transaction(async (transaction) => {
    const person = await lockPerson(transaction, personId);
    const { devicesMax } = policyFor(members.settings.policy, person.tier);
    if ((await countDevices(transaction, personId)) >= devicesMax) {
      throw identityErrors('identity.too_many_devices', {
        detail: `The tier allows ${devicesMax} devices.`,
        extensions: { devicesMax },
      });
    }
    const code = await createDeviceCode(members, transaction, personId, 'added', lifetimeMs);
    await record(members, transaction, by, { action: 'device.invited', personId });
    return code;
  });
}
