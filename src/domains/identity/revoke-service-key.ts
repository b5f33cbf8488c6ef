import { identityErrors } from './errors.ts';
import { keyColumns, toServiceKey, type KeyRow } from './to-service-key.ts';
import type { IdentityStore, ServiceKey } from './types.ts';

/**
 * Ends a key for good, on every hub within milliseconds. Revoking it again changes nothing.
 *
 * @throws `identity.no_such_key`
 */
export async function revokeServiceKey(
  { database, clock }: IdentityStore,
  keyId: string,
): Promise<ServiceKey> {
  return database.transaction(async (transaction) => {
    const [row] = await transaction.query<KeyRow>(
      `update identity.service_keys set revoked_at = coalesce(revoked_at, $2)
       where key_id = $1 returning ${keyColumns}`,
      [keyId, new Date(clock.now())],
    );
    if (row === undefined)
      throw identityErrors('identity.no_such_key', { detail: `No key has the id ${keyId}.` });
    return toServiceKey(row);
  });
}
