import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';

export const masterKeyBytes = 32;

/** One version of the master key, as key objects so that no inspection or log shows its bytes. */
export interface MasterKeyVersion {
  /** Names the version without telling it: four bytes derived from it. */
  readonly keyId: Buffer;
  readonly sealing: KeyObject;
  readonly wrapping: KeyObject;
}

/**
 * The key over all sealed secrets and wrapped keys. It may have several versions: the newest seals and wraps,
 * every one opens.
 */
export interface MasterKey extends MasterKeyVersion {
  /**
   * From the oldest version, because what they make is compared with what was made before: they outlast every
   * rotation.
   */
  readonly fingerprinting: KeyObject;
  readonly hashing: KeyObject;
  /** The version of this id; `undefined` when it is not known here. */
  findVersion(keyId: Uint8Array): MasterKeyVersion | undefined;
  /** Looks whether a version was added. @throws `crypto.invalid_master_key` */
  refresh(): Promise<void>;
}

/**
 * Derives one key per purpose from 32 random bytes (HKDF-SHA256, RFC 5869).
 *
 * @param versions the bytes of every version, oldest first; absent: one new version
 */
export function createMasterKey(...versions: readonly Uint8Array[]): MasterKey {
  const [oldest = randomBytes(masterKeyBytes), ...younger] = versions;
  const derived = [oldest, ...younger].map(deriveVersion);
  return {
    ...derived.at(-1)!,
    fingerprinting: deriveKey(oldest, 'fingerprinting'),
    hashing: deriveKey(oldest, 'hashing of personal values'),
    findVersion: (keyId) => derived.find((version) => version.keyId.equals(keyId)),
    refresh: async () => {},
  };
}

function deriveVersion(bytes: Uint8Array): MasterKeyVersion {
  return {
    keyId: deriveBytes(bytes, 'key id', 4),
    sealing: deriveKey(bytes, 'sealing'),
    wrapping: deriveKey(bytes, 'wrapping'),
  };
}

function deriveKey(bytes: Uint8Array, purpose: string): KeyObject {
  return createSecretKey(deriveBytes(bytes, purpose, 32));
}

function deriveBytes(bytes: Uint8Array, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', bytes, '', `interlock ${purpose}`, length));
}
