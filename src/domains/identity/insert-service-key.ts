import type { Queryable } from '#infra/db';
import { identityErrors } from './errors.ts';
import { keyColumns, toServiceKey, type KeyRow } from './to-service-key.ts';
import { isScope } from './is-scope.ts';
import { allScopes } from './scopes.ts';
import { createSecret, hashSecret } from './secrets.ts';
import { createKeyId, formatServiceKey } from './service-key-format.ts';
import type { CreatedServiceKey, NewServiceKey } from './types.ts';

/**
 * Writes a new key and returns it with its secret, which is not kept anywhere.
 *
 * @throws `identity.unknown_scope`, `identity.expiry_in_the_past`
 */
export async function insertServiceKey(
  target: Queryable,
  nowMs: number,
  request: NewServiceKey,
): Promise<CreatedServiceKey> {
  const unknown = request.scopes.filter((scope) => !isScope(scope));
  if (unknown.length > 0) {
    throw identityErrors('identity.unknown_scope', {
      detail: `There is no scope ${unknown.join(', ')}.`,
      extensions: { known: allScopes },
    });
  }
  if (request.expiresAt && request.expiresAt.getTime() <= nowMs) {
    throw identityErrors('identity.expiry_in_the_past');
  }
  const keyId = createKeyId();
  const secret = createSecret();
  const [row] = await target.query<KeyRow>(
    `insert into identity.service_keys
       (key_id, name, secret_hash, scopes, source, requests_per_minute, created_at, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     returning ${keyColumns}`,
    [
      keyId,
      request.name,
      hashSecret(secret),
      [...new Set(request.scopes)],
      request.source ?? null,
      request.requestsPerMinute ?? null,
      new Date(nowMs),
      request.createdBy,
      request.expiresAt ?? null,
    ],
  );
  return { ...toServiceKey(row!), key: formatServiceKey({ keyId, secret }) };
}
