import { ml_kem768_x25519 } from '@noble/post-quantum/hybrid.js';
import { describe, expect, test } from 'vitest';
import { mlKemBytes } from '../post-quantum/ml-kem.ts';
import { nativeMlKem } from '../post-quantum/native-ml-kem.ts';
import { portableMlKem } from '../post-quantum/portable-ml-kem.ts';
// Published with draft-connolly-cfrg-xwing-kem (spec/test-vectors.json).
import vectors from '../testing/x-wing-vectors.json' with { type: 'json' };
import { createXWingKey, encapsulateXWing, xWingBytes } from './x-wing.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const native = nativeMlKem!;

describe.each([
  ['native', native],
  ['portable', portableMlKem],
])('X-Wing on the %s ML-KEM', (_name, mlKem) => {
  test.each(vectors)('makes the key and the secret of published vector %#', ({ sk, pk, ct, ss }) => {
    const key = createXWingKey(bytes(sk), mlKem);
    expect(key.publicKey).toEqual(bytes(pk));
    expect(key.decapsulate(bytes(ct))).toEqual(bytes(ss));
  });

  test('agrees with an implementation that reproduces the vectors both ways', () => {
    for (const { pk, eseed, ct, ss } of vectors) {
      const reproduced = ml_kem768_x25519.encapsulate(bytes(pk), bytes(eseed));
      expect(Buffer.from(reproduced.cipherText)).toEqual(bytes(ct));
      expect(Buffer.from(reproduced.sharedSecret)).toEqual(bytes(ss));
    }
    const seed = Buffer.alloc(32, 9);
    const theirs = ml_kem768_x25519.keygen(seed);
    const ours = encapsulateXWing(theirs.publicKey, mlKem);
    expect(Buffer.from(ml_kem768_x25519.decapsulate(ours.ciphertext, theirs.secretKey))).toEqual(
      ours.sharedSecret,
    );
    const given = ml_kem768_x25519.encapsulate(createXWingKey(seed, mlKem).publicKey);
    expect(createXWingKey(seed, mlKem).decapsulate(given.cipherText)).toEqual(
      Buffer.from(given.sharedSecret),
    );
  });

  test('gives a new secret every time, and another one to another key', () => {
    const [key, other] = [
      createXWingKey(Buffer.alloc(32, 1), mlKem),
      createXWingKey(Buffer.alloc(32, 2), mlKem),
    ];
    const [first, second] = [encapsulateXWing(key.publicKey, mlKem), encapsulateXWing(key.publicKey, mlKem)];
    expect(first.sharedSecret).not.toEqual(second.sharedSecret);
    expect(key.decapsulate(first.ciphertext)).toEqual(first.sharedSecret);
    expect(other.decapsulate(first.ciphertext)).not.toEqual(first.sharedSecret);
  });

  test('refuses keys and ciphertexts of another length, and a public key that is none', () => {
    const key = createXWingKey(Buffer.alloc(32, 1), mlKem);
    expect(() => createXWingKey(Buffer.alloc(31), mlKem)).toThrow(RangeError);
    expect(() => encapsulateXWing(key.publicKey.subarray(1), mlKem)).toThrow(RangeError);
    expect(() => key.decapsulate(Buffer.alloc(xWingBytes.ciphertext - 1))).toThrow(RangeError);
    expect(() => encapsulateXWing(Buffer.alloc(xWingBytes.publicKey, 0xff), mlKem)).toThrow(Error);
    const lowOrder = Buffer.concat([key.publicKey.subarray(0, mlKemBytes.publicKey), Buffer.alloc(32)]);
    expect(() => encapsulateXWing(lowOrder, mlKem)).toThrow(/derivation/);
  });
});
