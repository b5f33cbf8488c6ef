import { randomBytes } from 'node:crypto';
import { createXWingKey, xWingBytes, type XWingKey } from './x-wing.ts';

/** Opens what was sealed for its public key. */
export type SealingKey = XWingKey;

/**
 * Makes the key of a recipient.
 *
 * @param seed 32 random bytes, which are the private key: keep them where what is sealed is not. The same seed makes
 *   the same key.
 */
export function createSealingKey(seed: Uint8Array = randomBytes(xWingBytes.seed)): SealingKey {
  return createXWingKey(seed);
}
