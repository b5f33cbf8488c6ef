import { sealSecret, type MasterKey } from '#infra/crypto';
import type { Transaction } from '#infra/db';
import { uuidv7 } from '#kernel/ids';
import type { DurationMs } from '#kernel/time';
import { secretPlace } from './secret-place.ts';
import type { WebhookSecret } from './types.ts';

/**
 * Makes a secret the current one of its kind, and forgets those that ended before.
 *
 * @param overlapMs how long the one that it replaces is still accepted; 0: it ends now
 */
export async function storeSecret(
  transaction: Transaction,
  masterKey: MasterKey,
  { sourceId, kind, value }: Pick<WebhookSecret, 'kind' | 'value'> & { readonly sourceId: string },
  overlapMs: DurationMs,
): Promise<void> {
  await transaction.query(
    `update webhooks.secrets set expires_at = now() + $3 * interval '1 millisecond'
      where source_id = $1 and kind = $2 and expires_at is null`,
    [sourceId, kind, overlapMs],
  );
  await transaction.query(
    'delete from webhooks.secrets where source_id = $1 and kind = $2 and expires_at <= now()',
    [sourceId, kind],
  );
  const secretId = uuidv7();
  await transaction.query(
    'insert into webhooks.secrets (secret_id, source_id, kind, sealed) values ($1, $2, $3, $4)',
    [secretId, sourceId, kind, sealSecret(masterKey, value, secretPlace(sourceId, kind, secretId))],
  );
}
