import type { Queryable } from '#infra/db';
import type { DurationMs } from '#kernel/time';
import { createCode, hashCode } from './invitation-code.ts';
import type { Members } from './types.ts';

export interface DeviceCode {
  /** Seen this once. */
  readonly code: string;
  readonly expiresAt: Date;
}

/** Code by which another device of the person may register, once. */
export async function createDeviceCode(
  { clock }: Members,
  transaction: Queryable,
  personId: string,
  reason: 'added' | 'recovered',
  lifetimeMs: DurationMs,
): Promise<DeviceCode> {
  const now = new Date(clock.now());
  const expiresAt = new Date(now.getTime() + lifetimeMs);
  const code = createCode();
  await transaction.query(
    `insert into identity.device_codes (code_hash, person_id, reason, created_at, expires_at)
     values ($1, $2, $3, $4, $5)`,
    [hashCode(code), personId, reason, now, expiresAt],
  );
  return { code, expiresAt };
}
