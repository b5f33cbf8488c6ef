import { keyColumns, toServiceKey, type KeyRow } from './to-service-key.ts';
import type { IdentityStore, ServiceKey } from './types.ts';

/** All service keys, newest first, revoked and expired ones too. */
export async function listServiceKeys({ database }: IdentityStore): Promise<ServiceKey[]> {
  const rows = await database.query<KeyRow>(
    `select ${keyColumns} from identity.service_keys order by created_at desc, key_id`,
  );
  return rows.map(toServiceKey);
}
