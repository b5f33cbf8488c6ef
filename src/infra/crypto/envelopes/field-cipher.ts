import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import { cryptoErrors } from '../errors.ts';
import type { EnvelopeOwner } from './envelopes.ts';

/** Layout of an encrypted field: version (1 byte), nonce (12), tag (16), ciphertext. */
const layout = { version: 1, nonceAt: 1, tagAt: 13, ciphertextAt: 29 } as const;
const cipherName = 'aes-256-gcm';

/** The field belongs to this person, purpose and field, and is worthless anywhere else. */
function placeOf({ personId, purpose }: EnvelopeOwner, field: string): Buffer {
  return Buffer.from(JSON.stringify(['interlock field v1', personId, purpose, field]));
}

/**
 * AES-256-GCM with a random nonce.
 *
 * NIST SP 800-38D §8.3 allows 2³² encryptions under one key with random nonces. A key belongs to one person and
 * purpose, so that even a field written every second for a century stays below it.
 */
export function encryptField(
  key: KeyObject,
  owner: EnvelopeOwner,
  field: string,
  plaintext: string | Uint8Array,
): Buffer {
  const nonce = randomBytes(layout.tagAt - layout.nonceAt);
  const cipher = createCipheriv(cipherName, key, nonce).setAAD(placeOf(owner, field));
  const ciphertext = cipher.update(typeof plaintext === 'string' ? Buffer.from(plaintext) : plaintext);
  cipher.final();
  return Buffer.concat([Buffer.of(layout.version), nonce, cipher.getAuthTag(), ciphertext]);
}

/** @throws `crypto.cannot_open` when it was altered or belongs elsewhere */
export function decryptField(
  key: KeyObject,
  owner: EnvelopeOwner,
  field: string,
  ciphertext: Uint8Array,
): Buffer {
  const { version, nonceAt, tagAt, ciphertextAt } = layout;
  if (ciphertext.length < ciphertextAt || ciphertext[0] !== version) {
    throw cryptoErrors('crypto.cannot_open', { detail: `${field} does not hold an encrypted field.` });
  }
  const decipher = createDecipheriv(cipherName, key, ciphertext.subarray(nonceAt, tagAt), {
    authTagLength: ciphertextAt - tagAt,
  });
  decipher.setAAD(placeOf(owner, field));
  decipher.setAuthTag(ciphertext.subarray(tagAt, ciphertextAt));
  const plaintext = decipher.update(ciphertext.subarray(ciphertextAt));
  try {
    decipher.final();
  } catch (cause) {
    throw cryptoErrors('crypto.cannot_open', { detail: `${field} was altered or belongs elsewhere.`, cause });
  }
  return plaintext;
}
