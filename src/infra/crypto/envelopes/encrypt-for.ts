import { cryptoErrors } from '../errors.ts';
import type { EnvelopeOwner, Envelopes } from './envelopes.ts';
import { encryptField } from './field-cipher.ts';

export interface PlainField {
  readonly owner: EnvelopeOwner;
  /** Where it will stand, for example `people.profile`; the same must be given to decrypt it. */
  readonly field: string;
  readonly plaintext: string | Uint8Array;
}

/**
 * Encrypts a field with the data key of its owner, which is made when there is none. 29 bytes longer than the
 * plaintext.
 *
 * @throws `crypto.key_destroyed`
 */
export async function encryptFor(
  envelopes: Envelopes,
  owner: EnvelopeOwner,
  field: string,
  plaintext: string | Uint8Array,
): Promise<Buffer> {
  const [ciphertext] = await encryptAllFor(envelopes, [{ owner, field, plaintext }]);
  return ciphertext!;
}

/** Encrypts many fields of many owners, in their order, with one query. @throws `crypto.key_destroyed` for any */
export async function encryptAllFor(envelopes: Envelopes, fields: readonly PlainField[]): Promise<Buffer[]> {
  const keys = await envelopes.dataKeys(
    fields.map(({ owner }) => owner),
    'make',
  );
  return fields.map(({ owner, field, plaintext }, place) => {
    const key = keys[place];
    if (key === undefined || key === 'destroyed') throw cryptoErrors('crypto.key_destroyed');
    return encryptField(key, owner, field, plaintext);
  });
}
