import type { Transaction } from '#infra/db';
import type { DurationMs } from '#kernel/time';
import type { SecretKind } from './secret-place.ts';

/** Ends the current secret after `overlapMs`, and forgets those that ended before. */
export async function endSecret(
  transaction: Transaction,
  platformId: string,
  kind: SecretKind,
  overlapMs: DurationMs,
): Promise<void> {
  await transaction.query(
    `update connectors.secrets set expires_at = now() + $3 * interval '1 millisecond'
     where platform_id = $1 and kind = $2 and expires_at is null`,
    [platformId, kind, overlapMs],
  );
  await transaction.query(
    'delete from connectors.secrets where platform_id = $1 and kind = $2 and expires_at <= now()',
    [platformId, kind],
  );
}
