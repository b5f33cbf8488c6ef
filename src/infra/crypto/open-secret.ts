import { createDecipheriv } from 'node:crypto';
import { cryptoErrors } from './errors.ts';
import type { MasterKey } from './master-key.ts';
import { sealedLayout, sealingCipher } from './sealed-layout.ts';

/**
 * Opens what `sealSecret` sealed, under whichever version of the master key.
 *
 * @throws `crypto.cannot_open` when another key sealed it, it belongs elsewhere, or it was altered
 */
export function openSecret(masterKey: MasterKey, sealed: Uint8Array, associatedData: string): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const { version, keyIdAt, nonceAt, tagAt, ciphertextAt } = sealedLayout;
  if (bytes.length < ciphertextAt || bytes[0] !== version) {
    throw cryptoErrors('crypto.cannot_open', { detail: `${associatedData} does not hold a sealed secret.` });
  }
  const sealedBy = masterKey.findVersion(bytes.subarray(keyIdAt, nonceAt));
  if (sealedBy === undefined) {
    throw cryptoErrors('crypto.cannot_open', {
      detail: `${associatedData} was sealed with another master key.`,
    });
  }
  const decipher = createDecipheriv(sealingCipher, sealedBy.sealing, bytes.subarray(nonceAt, tagAt), {
    authTagLength: ciphertextAt - tagAt,
  });
  decipher.setAAD(Buffer.from(associatedData));
  decipher.setAuthTag(bytes.subarray(tagAt, ciphertextAt));
  try {
    return decipher.update(bytes.subarray(ciphertextAt), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw cryptoErrors('crypto.cannot_open', {
      detail: `${associatedData} was altered or belongs elsewhere.`,
      cause,
    });
  }
}
