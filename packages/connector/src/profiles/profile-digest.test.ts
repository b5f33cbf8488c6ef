import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlackPortalProfile } from '../protocol.ts';
import { canonicalJson } from './canonical-json.ts';
import { profileDigest } from './profile-digest.ts';

/** Every member in the opposite order, at every depth. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

describe('canonical JSON', () => {
  // RFC 8785, sections 3.2.2 and 3.2.3.
  test('follows the examples of RFC 8785', () => {
    expect(
      canonicalJson({
        numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
        string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
        literals: [null, true, false],
      }),
    ).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const names = { '\u20ac': 5, '\r': 1, '\ufb33': 7, '1': 2, '\ud83d\ude00': 6, '\u0080': 3, '\u00f6': 4 };
    expect(canonicalJson(names)).toBe(
      '{"\\r":1,"1":2,"\u0080":3,"\u00f6":4,"\u20ac":5,"\ud83d\ude00":6,"\ufb33":7}',
    );
  });

  test('sorts names that look like numbers as text', () => {
    expect(canonicalJson({ 9: 'a', 10: 'b' })).toBe('{"10":"b","9":"a"}');
  });

  test('means the same and ignores the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });
});

describe('a profile digest', () => {
  const profile: BlackPortalProfile = {
    userId: 'u1',
    version: 3,
    tier: 'onyx',
    anonymousId: 'a1',
    active: true,
    features: ['circles'],
    hardwareLock: false,
  };

  test('is the SHA-256 of the canonical JSON', () => {
    expect(profileDigest(profile)).toMatch(/^[0-9a-f]{64}$/);
    expect(profileDigest(reversed(profile) as BlackPortalProfile)).toBe(profileDigest(profile));
  });

  test('changes with every field', () => {
    const changed: BlackPortalProfile[] = [
      { ...profile, version: 4 },
      { ...profile, tier: 'void' },
      { ...profile, active: false },
      { ...profile, features: [] },
      { ...profile, hardwareLock: true },
    ];
    const digests = new Set([profile, ...changed].map(profileDigest));
    expect(digests.size).toBe(changed.length + 1);
  });
});
