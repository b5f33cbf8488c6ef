import { insertServiceKey } from './insert-service-key.ts';
import type { CreatedServiceKey, IdentityStore, NewServiceKey } from './types.ts';

/**
 * Makes a service key. The answer holds the key itself, once and never again. All hubs know it within
 * milliseconds.
 *
 * @throws `identity.unknown_scope`, `identity.expiry_in_the_past`
 */
export function createServiceKey(
  { database, clock }: IdentityStore,
  request: NewServiceKey,
): Promise<CreatedServiceKey> {
  return database.transaction((transaction) => insertServiceKey(transaction, clock.now(), request));
}
