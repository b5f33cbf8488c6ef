import type { Transaction } from '#infra/db';
import { addressesOf, type ResolvedDefinition } from './platform-config.ts';

/** Replaces the definition of a platform; its route leaves addresses that are gone. */
export async function overwriteDefinition(
  transaction: Transaction,
  definition: ResolvedDefinition,
): Promise<void> {
  const { id, enabled, addresses } = definition;
  const remaining = addressesOf(definition);
  await transaction.query('update connectors.platforms set enabled = $2, config = $3 where id = $1', [
    id,
    enabled,
    JSON.stringify(definition),
  ]);
  await transaction.query(
    `update connectors.routes set active_address = $3, since = now(), reason = 'address_removed'
     where platform_id = $1 and not active_address = any($2)`,
    [id, remaining, addresses.primary],
  );
  await transaction.query(
    `update connectors.routes set pinned_address = null
     where platform_id = $1 and not pinned_address = any($2)`,
    [id, remaining],
  );
  // What was known about the health of a platform ends with its addresses, and when it is disabled.
  await transaction.query(
    'delete from connectors.address_health where platform_id = $1 and (not $3 or not address = any($2))',
    [id, remaining, enabled],
  );
}
