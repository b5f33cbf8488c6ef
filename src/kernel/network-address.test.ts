import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressBlock, canonicalAddress } from './network-address.ts';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:c000:0207', '192.0.2.7'],
  ['::ffff:255.255.255.255', '255.255.255.255'],
  ['0:0:0:0:0:ffff:0:1', '0.0.0.1'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::1', '::1'],
  ['unknown', 'unknown'],
  ['not:an:address', 'not:an:address'],
  ['', ''],
])('%s is %s', (written, canonical) => {
  expect(canonicalAddress(written)).toBe(canonical);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:0:0:ffff:ffff:ffff:ffff', '2001:db8:0:0::/64'],
  ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['1:2:3:4:5::', '1:2:3:4::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('%s counts as %s', (address, block) => {
  expect(addressBlock(address)).toBe(block);
});

test('the addresses of one /64 count as one, those of two as two', () => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((bits) => bits.toString(16));
  const half = fc.tuple(group, group, group, group).map((groups) => groups.join(':'));
  fc.assert(
    fc.property(half, half, half, half, (network, other, host, another) => {
      expect(addressBlock(`${network}:${host}`)).toBe(addressBlock(`${network}:${another}`));
      const same = network === other;
      // Mapped IPv4 is no /64.
      fc.pre(!/^0:0:0:0$/.test(network) && !/^0:0:0:0$/.test(other));
      expect(addressBlock(`${network}:${host}`) === addressBlock(`${other}:${host}`)).toBe(same);
    }),
  );
});

test('whatever is told as an address, something comes of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(typeof addressBlock(text)).toBe('string');
      expect(canonicalAddress(canonicalAddress(text))).toBe(canonicalAddress(text));
    }),
  );
});
