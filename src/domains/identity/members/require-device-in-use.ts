import type { Queryable } from '#infra/db';
import { identityErrors } from '../errors.ts';

/**
 * Whether a device is still the person’s, who is locked: what it asks for was asked before the lock was had, and it may have
 * been put out since.
 *
 * @returns the thumbprint of its key
 * @throws `identity.session_expired`
 */
export async function requireDeviceInUse(
  transaction: Queryable,
  personId: string,
  deviceId: string,
): Promise<string> {
  const [device] = await transaction.query<{ key_thumbprint: string }>(
    `select key_thumbprint from identity.devices
     where device_id = $1 and person_id = $2 and revoked_at is null`,
    [deviceId, personId],
  );
  if (device === undefined) throw identityErrors('identity.session_expired');
  return device.key_thumbprint;
}
