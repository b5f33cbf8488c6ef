import { lockAskingDevice, type AskingDevice } from './lock-asking-device.ts';
import { requireFreeSecondKey } from './require-free-second-key.ts';
import { startRegistration, type StartedRegistration } from './start-registration.ts';
import type { Members } from './types.ts';

/**
 * Begins to register a second key on a device that is signed in. The key goes with that device when it is put out.
 *
 * @throws `identity.too_many_second_keys`, `identity.session_expired`, `identity.person_not_active`
 */
export function startSecondKey(members: Members, asking: AskingDevice): Promise<StartedRegistration> {
  const { personId, deviceId: begunOn } = asking;
  return members.database.transaction(async (transaction) => {
    const { keyThumbprint } = await lockAskingDevice(transaction, asking);
    await requireFreeSecondKey(transaction, personId);
    const within = { ...members, database: transaction };
    return startRegistration(within, personId, 'second_key', keyThumbprint, { begunOn });
  });
}
