import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMasterKey, fingerprintSecret, openSecret, sealSecret } from '#infra/crypto';

const key = createMasterKey(Buffer.alloc(32, 7));
const place = 'connectors.secrets/1';

describe('sealing', () => {
  test('opens to what was sealed, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (secret, where) => {
        // A lone surrogate has no UTF-8 form; secrets are well-formed text.
        fc.pre(secret.isWellFormed() && where.isWellFormed());
        expect(openSecret(key, sealSecret(key, secret, where), where)).toBe(secret);
      }),
    );
  });

  test('never seals the same way twice, and shows nothing of the secret', () => {
    const first = sealSecret(key, 'whsec_plain', place);
    expect(first.equals(sealSecret(key, 'whsec_plain', place))).toBe(false);
    expect(first.includes('whsec_plain')).toBe(false);
  });

  test('refuses a single altered bit anywhere', () => {
    const sealed = sealSecret(key, 'whsec_plain', place);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const altered = Buffer.from(sealed);
      altered[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => openSecret(key, altered, place)).toThrow(
        expect.objectContaining({ code: 'crypto.cannot_open' }),
      );
    }
  });

  test('refuses a truncated value', () => {
    const sealed = sealSecret(key, 'whsec_plain', place);
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => openSecret(key, sealed.subarray(0, length), place)).toThrow(
        expect.objectContaining({ code: 'crypto.cannot_open' }),
      );
    }
  });

  test('refuses a value that was copied to another place, or sealed with another key', () => {
    const sealed = sealSecret(key, 'whsec_plain', place);
    expect(() => openSecret(key, sealed, 'connectors.secrets/2')).toThrow(/belongs elsewhere/);
    expect(() => openSecret(createMasterKey(), sealed, place)).toThrow(/another master key/);
  });

  test('a master key shows no bytes when inspected or serialised', () => {
    const bytes = Buffer.alloc(32, 'k');
    const text = inspect(createMasterKey(bytes), { depth: 10 }) + JSON.stringify(createMasterKey(bytes));
    expect(text).not.toContain('6b'.repeat(4));
    expect(text).not.toContain('kkkk');
  });

  test('a fingerprint is stable under one key and different under another', () => {
    expect(fingerprintSecret(key, 'a')).toBe(fingerprintSecret(key, 'a'));
    expect(fingerprintSecret(key, 'a')).not.toBe(fingerprintSecret(key, 'b'));
    expect(fingerprintSecret(key, 'a')).not.toBe(fingerprintSecret(createMasterKey(), 'a'));
  });
});
