import type { Queryable, Row } from '#infra/db';
import { sealCause } from './revocation-cause.ts';
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
 * Marks devices as revoked, ends their sessions and makes their passkeys worthless, and with them what whoever held them may
 * have begun or left behind: codes that let another device in, registrations under way, and the second keys that were registered
 * on them; with all devices, all second keys but those of the device that stays. The platforms are told apart, by
 * `tellDevicesRevoked`. The person is locked.
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
    [personId, now, sealCause(transaction.texts, personId, because), only ?? null, except ?? null],
  );
  const ids = rows.map((row) => row.device_id);
  await transaction.query('delete from identity.member_sessions where device_id = any ($1)', [ids]);
  await transaction.query(
    'update identity.passkeys set revoked_at = $2 where device_id = any ($1) and revoked_at is null',
    [ids, now],
  );
  await transaction.query(
    `update identity.passkeys set revoked_at = $2
     where person_id = $1 and device_id is null and revoked_at is null
       and (registered_on = any ($3) or ($4 and registered_on is distinct from $5))`,
    [personId, now, ids, only === undefined, except ?? null],
  );
  await endWhatTheyBegan(transaction, personId, rows, only === undefined, now);
  return rows;
}

async function endWhatTheyBegan(
  transaction: Queryable,
  personId: string,
  devices: readonly DevicePutOut[],
  all: boolean,
  now: Date,
): Promise<void> {
  if (devices.length === 0 && !all) return;
  await transaction.query(
    `delete from identity.device_codes
     where person_id = $1 and used_at is null and ($2 or reason = 'added')`,
    [personId, all],
  );
  await transaction.query(
    `update identity.registrations set finished_at = $2
     where person_id = $1 and finished_at is null and ($3 or reason = 'added' or key_thumbprint = any ($4))`,
    [personId, now, all, devices.map((device) => device.key_thumbprint)],
  );
}
