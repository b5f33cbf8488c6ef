import { createHmac } from 'node:crypto';

/** Name under which the hub itself shows a person without saying who it is. */
export const hubPseudonymRealm = 'hub';

/**
 * A person’s pseudonym in one realm (a platform, or the hub): HMAC-SHA256 of the realm and the user id under the
 * person’s own random key, as base64url. Two platforms that compare their pseudonyms learn nothing, because each
 * is indistinguishable from random without the key, which never leaves the hub.
 */
export function pseudonymOf(pseudonymKey: Uint8Array, userId: string, realm: string): string {
  // Neither part can hold the separator, so no two pairs share an input.
  return createHmac('sha256', pseudonymKey).update(`${realm}\n${userId}`).digest('base64url');
}
