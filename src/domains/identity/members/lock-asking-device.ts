import type { Transaction } from '#infra/db';
import { identityErrors } from '../errors.ts';
import { lockPerson } from './lock-person.ts';
import { requireDeviceInUse } from './require-device-in-use.ts';
import type { PersonRow } from './types.ts';

/** Who asks for another way in, and on which device. */
export interface AskingDevice {
  readonly personId: string;
  readonly deviceId: string;
}

/**
 * The person of a device that asks for something, held until the transaction ends: whoever puts the device out, or suspends the
 * person, comes before it, and then it is refused, or after it, and then they end what it began.
 *
 * @throws `identity.session_expired`, `identity.person_not_active`
 */
export async function lockAskingDevice(
  transaction: Transaction,
  { personId, deviceId }: AskingDevice,
): Promise<PersonRow & { readonly keyThumbprint: string }> {
  const person = await lockPerson(transaction, personId);
  if (person.state !== 'active') throw identityErrors('identity.person_not_active');
  return { ...person, keyThumbprint: await requireDeviceInUse(transaction, personId, deviceId) };
}
