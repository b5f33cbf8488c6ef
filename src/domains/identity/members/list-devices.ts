import { decryptFor } from '#infra/crypto';
import type { Row } from '#infra/db';
import { personKey } from './person-key.ts';
import { openCause } from './revocation-cause.ts';
import type { Device, Members } from './types.ts';

interface DeviceRow extends Row {
  readonly device_id: string;
  readonly name: Buffer;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly revoked_at: Date | null;
  readonly revoked_because: string | null;
}

/** A person’s devices, those in use first. */
export async function listDevices({ database, envelopes }: Members, personId: string): Promise<Device[]> {
  const rows = await database.query<DeviceRow>(
    `select device_id, name, created_at, last_seen_at, revoked_at, revoked_because
     from identity.devices where person_id = $1 order by revoked_at desc nulls first, created_at desc limit 100`,
    [personId],
  );
  return Promise.all(
    rows.map(async (row) => ({
      deviceId: row.device_id,
      name: (await decryptFor(envelopes, personKey(personId), 'devices.name', row.name)).toString(),
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      revokedAt: row.revoked_at,
      revokedBecause:
        row.revoked_because === null ? null : openCause(database.texts, personId, row.revoked_because),
    })),
  );
}
