import type { Transaction } from '#infra/db';
import type { ResolvedDefinition } from './platform-config.ts';
import { storeSecret } from './store-secret.ts';
import type { ConnectorsDependencies } from './types.ts';

/** Adds a platform with its first secrets. Returns `false`, and adds nothing, when the id is taken. */
export async function insertPlatform(
  transaction: Transaction,
  { masterKey, lifecycle }: Pick<ConnectorsDependencies, 'masterKey' | 'lifecycle'>,
  definition: ResolvedDefinition,
  secrets: { readonly signingSecret: string; readonly credential: string | null },
): Promise<boolean> {
  const { id, enabled, addresses } = definition;
  const inserted = await transaction.query(
    `insert into connectors.platforms (id, enabled, config) values ($1, $2, $3)
     on conflict (id) do nothing returning id`,
    [id, enabled, JSON.stringify(definition)],
  );
  if (inserted.length === 0) return false;
  await transaction.query(
    `insert into connectors.routes (platform_id, active_address, reason) values ($1, $2, 'registered')`,
    [id, addresses.primary],
  );
  await storeSecret(transaction, masterKey, id, 'signing', secrets.signingSecret, 0);
  if (secrets.credential !== null) {
    await storeSecret(transaction, masterKey, id, 'bearer', secrets.credential, 0);
  }
  await lifecycle?.registered(transaction, id);
  return true;
}
