import { expect, test } from 'vitest';
import { createMasterKey, fingerprintSecret, hashPersonal } from '#infra/crypto';

const [first, second] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
const key = createMasterKey(first);

test('the same value has the same hash, under this key and for this kind only', () => {
  const hash = hashPersonal(key, 'address', '192.0.2.1');
  expect(hash).toMatch(/^[\w-]{43}$/);
  expect(hashPersonal(createMasterKey(first), 'address', '192.0.2.1')).toBe(hash);
  expect(hashPersonal(key, 'email', '192.0.2.1')).not.toBe(hash);
  expect(hashPersonal(createMasterKey(second), 'address', '192.0.2.1')).not.toBe(hash);
  expect(fingerprintSecret(key, '192.0.2.1')).not.toBe(hash);
});

test('kind and value are told apart, whatever stands in them', () => {
  expect(hashPersonal(key, 'a', 'b","c')).not.toBe(hashPersonal(key, 'a","b', 'c'));
});

test('a hash outlasts the rotation of the master key', () => {
  const rotated = createMasterKey(first, second);
  expect(hashPersonal(rotated, 'address', '192.0.2.1')).toBe(hashPersonal(key, 'address', '192.0.2.1'));
});
