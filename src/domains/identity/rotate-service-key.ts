import type { DurationMs } from '#kernel/time';
import { identityErrors } from './errors.ts';
import { insertServiceKey } from './insert-service-key.ts';
import { keyColumns, toServiceKey, type KeyRow } from './to-service-key.ts';
import type { CreatedServiceKey, IdentityStore, ServiceKey } from './types.ts';

export interface Rotation {
  /** How long the old key stays good beside the new one, in milliseconds. */
  readonly overlapMs: DurationMs;
  readonly rotatedBy: string;
}

/**
 * Makes a key with the rights of another, which expires after the overlap.
 *
 * @param beforeCommit is told of the new key while it can still be recorded with what is done
 * @throws `identity.no_such_key`, `identity.key_not_active` when it is revoked, expired or rotated already
 */
export function rotateServiceKey(
  { database, clock }: IdentityStore,
  keyId: string,
  { overlapMs, rotatedBy }: Rotation,
  beforeCommit: (successor: ServiceKey) => void = () => {},
): Promise<CreatedServiceKey> {
  const nowMs = clock.now();
  return database.transaction(async (transaction) => {
    const [row] = await transaction.query<KeyRow>(
      `select ${keyColumns} from identity.service_keys where key_id = $1 for update`,
      [keyId],
    );
    if (row === undefined)
      throw identityErrors('identity.no_such_key', { detail: `No key has the id ${keyId}.` });
    const old = toServiceKey(row);
    const isOver = old.expiresAt !== null && old.expiresAt.getTime() <= nowMs;
    if (old.revokedAt !== null || old.replacedBy !== null || isOver)
      throw identityErrors('identity.key_not_active');
    const successor = await insertServiceKey(transaction, nowMs, {
      name: old.name,
      scopes: old.scopes,
      source: old.source,
      requestsPerMinute: old.requestsPerMinute,
      expiresAt: old.expiresAt,
      createdBy: rotatedBy,
    });
    await transaction.query(
      `update identity.service_keys
       set replaced_by = $2, expires_at = least(expires_at, $3) where key_id = $1`,
      [keyId, successor.keyId, new Date(nowMs + overlapMs)],
    );
    beforeCommit(successor);
    return successor;
  });
}
