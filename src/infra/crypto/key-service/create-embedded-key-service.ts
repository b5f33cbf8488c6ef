import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { cryptoErrors } from '../errors.ts';
import type { MasterKey } from '../master-key.ts';
import { contextBytes } from './context-bytes.ts';
import type { KeyService, WrappedKey, WrappingContext } from './key-service.ts';

const cipherName = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * The key service for a hub that has nothing but its master key file.
 *
 * Layout of a wrapped key: nonce (12 bytes, random), tag (16), ciphertext; AES-256-GCM, the context as additional
 * data. At 2³² keys under one version the chance that a nonce repeats is 2⁻³³ (NIST SP 800-38D §8.3): rotate before.
 */
export function createEmbeddedKeyService(masterKey: MasterKey): KeyService {
  async function wrap(key: Uint8Array, context: WrappingContext): Promise<WrappedKey> {
    await masterKey.refresh();
    const { keyId, wrapping } = masterKey;
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(cipherName, wrapping, nonce).setAAD(contextBytes(context));
    const ciphertext = Buffer.concat([cipher.update(key), cipher.final()]);
    return { bytes: Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]), wrappedBy: versionName(keyId) };
  }

  function unwrapNow({ bytes, wrappedBy }: WrappedKey, context: WrappingContext): Buffer {
    const version = masterKey.findVersion(Buffer.from(wrappedBy.replace(/^embedded:/, ''), 'hex'));
    if (version === undefined) {
      throw cryptoErrors('crypto.cannot_unwrap', {
        detail: `The key was wrapped by ${wrappedBy}, which is not in the master key file.`,
      });
    }
    try {
      const decipher = createDecipheriv(cipherName, version.wrapping, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(contextBytes(context));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
    } catch (cause) {
      throw cryptoErrors('crypto.cannot_unwrap', {
        detail: 'The key was altered or belongs elsewhere.',
        cause,
      });
    }
  }

  return {
    name: 'embedded',
    wrap,
    unwrap: async (wrapped, context) => unwrapNow(wrapped, context),
    async rewrap(wrapped, context) {
      const key = unwrapNow(wrapped, context);
      return wrap(key, context).finally(() => key.fill(0));
    },
    async newestVersion() {
      await masterKey.refresh();
      return versionName(masterKey.keyId);
    },
  };
}

function versionName(keyId: Buffer): string {
  return `embedded:${keyId.toString('hex')}`;
}
