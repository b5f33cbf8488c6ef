import type { Row } from '#infra/db';
import { isScope } from './is-scope.ts';
import type { ServiceKey } from './types.ts';

export interface KeyRow extends Row {
  readonly key_id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly source: string | null;
  readonly requests_per_minute: number | null;
  readonly created_at: Date;
  readonly created_by: string;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly replaced_by: string | null;
  readonly last_used_at: Date | null;
}

export const keyColumns =
  'key_id, name, scopes, source, requests_per_minute, created_at, created_by, expires_at, revoked_at, replaced_by, last_used_at';

export function toServiceKey(row: KeyRow): ServiceKey {
  return {
    keyId: row.key_id,
    name: row.name,
    // A scope that a later version dropped grants nothing.
    scopes: row.scopes.filter(isScope),
    source: row.source,
    requestsPerMinute: row.requests_per_minute,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    replacedBy: row.replaced_by,
    lastUsedAt: row.last_used_at,
  };
}
