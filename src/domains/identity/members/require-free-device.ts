import type { Queryable } from '#infra/db';
import { identityErrors } from '../errors.ts';

/** @throws `identity.device_taken` when a device with this key is in use */
export async function requireFreeDevice(
  { database }: { readonly database: Queryable },
  keyThumbprint: string,
): Promise<void> {
  const [taken] = await database.query(
    'select 1 from identity.devices where key_thumbprint = $1 and revoked_at is null',
    [keyThumbprint],
  );
  if (taken !== undefined) throw identityErrors('identity.device_taken');
}
