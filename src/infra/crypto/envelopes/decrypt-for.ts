import { cryptoErrors } from '../errors.ts';
import type { EnvelopeOwner, Envelopes } from './envelopes.ts';
import { decryptField } from './field-cipher.ts';

export interface EncryptedField {
  readonly owner: EnvelopeOwner;
  /** Where it stands, as it was said when it was encrypted. */
  readonly field: string;
  readonly ciphertext: Uint8Array;
}

/**
 * Decrypts what `encryptFor` encrypted for the same owner and field.
 *
 * @throws `crypto.key_destroyed`
 * @throws `crypto.cannot_open` when it was altered, belongs elsewhere, or its owner never had a key
 */
export async function decryptFor(
  envelopes: Envelopes,
  owner: EnvelopeOwner,
  field: string,
  ciphertext: Uint8Array,
): Promise<Buffer> {
  const [plaintext] = await decryptAllFor(envelopes, [{ owner, field, ciphertext }]);
  if (plaintext == null) throw cryptoErrors('crypto.key_destroyed');
  return plaintext;
}

/**
 * Decrypts many fields of many owners, in their order, with one query.
 *
 * @returns `null` where the key was destroyed, so that a list still shows the others
 * @throws `crypto.cannot_open` as `decryptFor`
 */
export async function decryptAllFor(
  envelopes: Envelopes,
  fields: readonly EncryptedField[],
): Promise<(Buffer | null)[]> {
  const keys = await envelopes.dataKeys(
    fields.map(({ owner }) => owner),
    'leave',
  );
  return fields.map(({ owner, field, ciphertext }, place) => {
    const key = keys[place];
    if (key === 'destroyed') return null;
    if (key !== undefined) return decryptField(key, owner, field, ciphertext);
    throw cryptoErrors('crypto.cannot_open', { detail: `There is no key for ${field} of this owner.` });
  });
}
