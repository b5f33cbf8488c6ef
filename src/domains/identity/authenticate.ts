import type { Principal } from '#infra/http';
import { identify } from './identify.ts';
import type { Identity, RequestHead } from './types.ts';

/**
 * Tells who makes a request that no route guards, such as a WebSocket upgrade: a service key
 * (`Authorization: Bearer ilk_…`) or an operator (session cookie, from the console’s own pages only).
 *
 * @throws as `identify` does, always by rejecting
 */
export async function authenticate(identity: Identity, request: RequestHead): Promise<Principal> {
  return identify(identity, request);
}
