import type { Queryable } from '#infra/db';
import { createSecret, hashSecret } from '../secrets.ts';
import { memberSessionMsMax, type Members } from './types.ts';

export interface OpenedMemberSession {
  /** The cookie’s value. Kept nowhere else, and worthless without the device’s key. */
  readonly token: string;
  readonly personId: string;
  readonly deviceId: string;
  readonly expiresAt: Date;
}

/** Opens a session of a device, whose passkey has just been used. */
export async function openMemberSession(
  { clock }: Members,
  transaction: Queryable,
  personId: string,
  deviceId: string,
): Promise<OpenedMemberSession> {
  const now = new Date(clock.now());
  const expiresAt = new Date(now.getTime() + memberSessionMsMax);
  const token = createSecret();
  await transaction.query('delete from identity.member_sessions where device_id = $1', [deviceId]);
  await transaction.query(
    `insert into identity.member_sessions (session_hash, device_id, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $3, $4)`,
    [hashSecret(token), deviceId, now, expiresAt],
  );
  await transaction.query('update identity.devices set last_seen_at = $2 where device_id = $1', [
    deviceId,
    now,
  ]);
  return { token, personId, deviceId, expiresAt };
}
