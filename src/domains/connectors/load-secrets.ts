import { openSecret, type MasterKey } from '#infra/crypto';
import type { Queryable } from '#infra/db';
import { decodeSigningSecret } from './decode-signing-secret.ts';
import { secretPlace, type SecretKind } from './secret-place.ts';
import type { SigningKey } from './sign-message.ts';

export interface PlatformSecrets {
  /** The current one first. */
  readonly signingKeys: readonly SigningKey[];
  readonly authorization: string | null;
}

interface StoredSecret extends Record<string, unknown> {
  readonly id: string;
  readonly kind: SecretKind;
  readonly sealed: Buffer;
  readonly expires_at: Date | null;
}

/**
 * Opens the secrets of a platform that are still valid.
 *
 * @throws `crypto.cannot_open` when the hub runs with another master key
 */
export async function loadSecrets(
  database: Queryable,
  masterKey: MasterKey,
  platformId: string,
): Promise<PlatformSecrets> {
  const rows = await database.query<StoredSecret>(
    `select id, kind, sealed, expires_at from connectors.secrets
     where platform_id = $1 and (expires_at is null or expires_at > now())
     order by expires_at desc nulls first`,
    [platformId],
  );
  const opened = rows.map((row) => ({
    kind: row.kind,
    expiresAtMs: row.expires_at?.getTime() ?? null,
    value: openSecret(masterKey, row.sealed, secretPlace(platformId, row.kind, row.id)),
  }));
  const bearer = opened.find(({ kind }) => kind === 'bearer');
  return {
    signingKeys: opened
      .filter(({ kind }) => kind === 'signing')
      .map(({ value, expiresAtMs }) => ({ key: decodeSigningSecret(value), expiresAtMs })),
    authorization: bearer === undefined ? null : `Bearer ${bearer.value}`,
  };
}
