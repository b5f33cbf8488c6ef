import { identityErrors } from './errors.ts';
import { keyColumns, toServiceKey, type KeyRow } from './to-service-key.ts';
import type { IdentityStore, ServiceKey } from './types.ts';

/**
 * One service key, without its secret.
 *
 * @throws `identity.no_such_key`
 */
export async function findServiceKey({ database }: IdentityStore, keyId: string): Promise<ServiceKey> {
  const [row] = await database.query<KeyRow>(
    `select ${keyColumns} from identity.service_keys where key_id = $1`,
    [keyId],
  );
  if (row === undefined)
    throw identityErrors('identity.no_such_key', { detail: `No key has the id ${keyId}.` });
  return toServiceKey(row);
}
