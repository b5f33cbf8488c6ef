import { insertServiceKey } from './insert-service-key.ts';
import type { CreatedServiceKey, IdentityStore, NewServiceKey, ServiceKey } from './types.ts';

/**
 * Makes a service key. The answer holds the key itself, once and never again. All hubs know it within
 * milliseconds.
 *
 * @param beforeCommit is told of it while it can still be recorded with what is done
 * @throws `identity.unknown_scope`, `identity.expiry_in_the_past`
 */
export function createServiceKey(
  { database, clock }: IdentityStore,
  request: NewServiceKey,
  beforeCommit: (created: ServiceKey) => void = () => {},
): Promise<CreatedServiceKey> {
  return database.transaction(async (transaction) => {
    const created = await insertServiceKey(transaction, clock.now(), request);
    beforeCommit(created);
    return created;
  });
}
