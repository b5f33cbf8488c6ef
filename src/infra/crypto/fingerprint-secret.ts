import { createHmac } from 'node:crypto';
import type { MasterKey } from './master-key.ts';

/**
 * Tells whether two texts are the same without keeping them: HMAC-SHA256 under the master key, in base64url.
 * Unlike a plain hash, it cannot be searched by somebody who has only the database.
 */
export function fingerprintSecret(masterKey: MasterKey, text: string): string {
  return createHmac('sha256', masterKey.fingerprinting).update(text).digest('base64url');
}
