import type { Queryable, Row } from '#infra/db';
import type { Members } from './types.ts';

export interface DevicePutOut extends Row {
  readonly device_id: string;
  readonly key_thumbprint: string;
}

/** Which of a person’s devices; absent: all of them. */
export interface DeviceChoice {
  readonly only?: string;
  readonly except?: string | null;
}

/**
 * Marks devices as revoked, ends their sessions and makes their passkeys worthless. The platforms are told apart,
 * by `tellDevicesRevoked`.
 */
export async function putDevicesOut(
  { clock }: Members,
  transaction: Queryable,
  personId: string,
  because: string,
  { only, except }: DeviceChoice = {},
): Promise<DevicePutOut[]> {
  const now = new Date(clock.now());
  const rows = await transaction.query<DevicePutOut>(
    `update identity.devices set revoked_at = $2, revoked_because = $3
     where person_id = $1 and revoked_at is null and ($4::text is null or device_id = $4)
       and device_id is distinct from $5
     returning device_id, key_thumbprint`,
    [personId, now, because, only ?? null, except ?? null],
  );
  const ids = rows.map((row) => row.device_id);
  await transaction.query('delete from identity.member_sessions where device_id = any ($1)', [ids]);
  await transaction.query(
    'update identity.passkeys set revoked_at = $2 where device_id = any ($1) and revoked_at is null',
    [ids, now],
  );
  return rows;
}
