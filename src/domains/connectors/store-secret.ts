import { randomUUID } from 'node:crypto';
import { sealSecret, type MasterKey } from '#infra/crypto';
import type { Transaction } from '#infra/db';
import type { DurationMs } from '#kernel/time';
import { endSecret } from './end-secret.ts';
import { secretPlace, type SecretKind } from './secret-place.ts';

/**
 * Makes a secret the current one of its kind.
 *
 * @param overlapMs how long the secret it replaces stays valid; 0: it ends now
 */
export async function storeSecret(
  transaction: Transaction,
  masterKey: MasterKey,
  platformId: string,
  kind: SecretKind,
  secret: string,
  overlapMs: DurationMs,
): Promise<void> {
  await endSecret(transaction, platformId, kind, overlapMs);
  const id = randomUUID();
  await transaction.query(
    'insert into connectors.secrets (id, platform_id, kind, sealed) values ($1, $2, $3, $4)',
    [id, platformId, kind, sealSecret(masterKey, secret, secretPlace(platformId, kind, id))],
  );
}
