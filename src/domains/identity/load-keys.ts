import type { Database, Row } from '#infra/db';
import type { Principal } from '#infra/http';
import { comparableHash } from './secrets.ts';

/** A key as requests are checked against it. */
export interface CachedKey {
  readonly principal: Principal;
  /** See `isSecretOf`. */
  readonly comparableHash: Buffer;
  readonly revoked: boolean;
  /** Milliseconds since 1970; `Infinity`: never. */
  readonly expiresAtMs: number;
  /** Milliseconds since 1970 of the latest use that is not written down yet; 0: none. */
  usedAtMs: number;
  /** Uses that are not written down yet. */
  uses: number;
}

interface CacheRow extends Row {
  readonly key_id: string;
  readonly secret_hash: Buffer;
  readonly scopes: readonly string[];
  readonly source: string | null;
  readonly requests_per_minute: number | null;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
}

/** Reads all keys. Uses that were not written down yet are taken over from `previous`. */
export async function loadKeys(
  database: Database,
  previous: () => ReadonlyMap<string, CachedKey>,
): Promise<ReadonlyMap<string, CachedKey>> {
  const rows = await database.query<CacheRow>(
    `select key_id, secret_hash, scopes, source, requests_per_minute, expires_at, revoked_at
     from identity.service_keys`,
  );
  const known = previous();
  return new Map(rows.map((row) => [row.key_id, toCachedKey(row, known.get(row.key_id))]));
}

function toCachedKey(row: CacheRow, previous: CachedKey | undefined): CachedKey {
  return {
    principal: {
      kind: 'service_key',
      id: row.key_id,
      roles: ['platform'],
      permissions: new Set(row.scopes),
      source: row.source,
      requestsPerMinute: row.requests_per_minute,
      device: null,
    },
    comparableHash: comparableHash(row.secret_hash),
    revoked: row.revoked_at !== null,
    expiresAtMs: row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
    usedAtMs: previous?.usedAtMs ?? 0,
    uses: previous?.uses ?? 0,
  };
}
