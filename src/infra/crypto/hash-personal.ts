import { createHmac } from 'node:crypto';
import type { MasterKey } from './master-key.ts';

/**
 * A keyed hash of a personal value: HMAC-SHA256 under the master key, in base64url (43 characters). Whoever knows the
 * value can look for it through the hub; whoever has only the database learns nothing, not even by trying all values.
 *
 * The same value of another kind has another hash. Values that mean the same must be written the same: normalise them
 * first (lower-case an e-mail address, E.164 for a telephone number).
 *
 * @param kind what the value is, for example `address`
 */
export function hashPersonal(masterKey: MasterKey, kind: string, value: string): string {
  return createHmac('sha256', masterKey.hashing)
    .update(JSON.stringify([kind, value]))
    .digest('base64url');
}
