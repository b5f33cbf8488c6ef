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
  /** The same object for as long as the process lives, however often keys are read again. */
  readonly usage: KeyUsage;
}

/** What of a key’s use is not written down yet. */
export interface KeyUsage {
  /** Milliseconds since 1970 of the latest one; 0: none. */
  usedAtMs: number;
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

/** Reads all keys. @param usages where their use is counted; keys that are new are added */
export async function loadKeys(
  database: Database,
  usages: Map<string, KeyUsage>,
): Promise<ReadonlyMap<string, CachedKey>> {
  const rows = await database.query<CacheRow>(
    `select key_id, secret_hash, scopes, source, requests_per_minute, expires_at, revoked_at
     from identity.service_keys`,
  );
  return new Map(
    rows.map((row) => {
      const usage = usages.get(row.key_id) ?? { usedAtMs: 0, uses: 0 };
      usages.set(row.key_id, usage);
      return [row.key_id, toCachedKey(row, usage)];
    }),
  );
}

function toCachedKey(row: CacheRow, usage: KeyUsage): CachedKey {
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
    usage,
  };
}
