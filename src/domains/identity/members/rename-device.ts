import { encryptFor } from '#infra/crypto';
import { identityErrors } from '../errors.ts';
import { personKey } from './person-key.ts';
import { record } from './record.ts';
import type { Caller, Members } from './types.ts';

/** @throws `identity.no_such_device` */
export async function renameDevice(
  members: Members,
  personId: string,
  deviceId: string,
  name: string,
  by: Caller,
): Promise<void> {
  const sealed = await encryptFor(members.envelopes, personKey(personId), 'devices.name', name);
  await members.database.transaction(async (transaction) => {
    const rows = await transaction.query(
      `update identity.devices set name = $3
       where person_id = $1 and device_id = $2 and revoked_at is null returning 1`,
      [personId, deviceId, sealed],
    );
    if (rows.length === 0) throw identityErrors('identity.no_such_device');
    await record(members, transaction, by, { action: 'device.renamed', personId, details: { deviceId } });
  });
}
