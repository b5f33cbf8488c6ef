import { openSecret, type MasterKey } from '#infra/crypto';
import type { Transaction } from '#infra/db';
import { secretPlace, type SecretKind } from './secret-place.ts';

/** Whether `secret` is the platform's current secret of this kind. */
export async function isCurrentSecret(
  transaction: Transaction,
  masterKey: MasterKey,
  platformId: string,
  kind: SecretKind,
  secret: string,
): Promise<boolean> {
  const [current] = await transaction.query<{ id: string; sealed: Buffer }>(
    `select id, sealed from connectors.secrets
     where platform_id = $1 and kind = $2 and expires_at is null`,
    [platformId, kind],
  );
  if (current === undefined) return false;
  return openSecret(masterKey, current.sealed, secretPlace(platformId, kind, current.id)) === secret;
}
