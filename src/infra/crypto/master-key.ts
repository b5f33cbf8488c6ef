import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';

export const masterKeyBytes = 32;

/**
 * The key over all sealed secrets, held as key objects so that no inspection or log shows its bytes.
 */
export interface MasterKey {
  /** Names the key without telling it: four bytes derived from it. */
  readonly keyId: Buffer;
  readonly sealing: KeyObject;
  readonly fingerprinting: KeyObject;
}

/** Derives one key per purpose from 32 random bytes (HKDF-SHA256, RFC 5869). */
export function createMasterKey(bytes: Uint8Array = randomBytes(masterKeyBytes)): MasterKey {
  const derive = (purpose: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', bytes, '', `interlock ${purpose}`, length));
  return {
    keyId: derive('key id', 4),
    sealing: createSecretKey(derive('sealing', 32)),
    fingerprinting: createSecretKey(derive('fingerprinting', 32)),
  };
}
