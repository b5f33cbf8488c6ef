import { describe, expect, it } from 'vitest';
import { composeProfile } from './compose-profile.ts';
import { pseudonymOf } from './pseudonym-of.ts';
import { tradingLimitsOf } from './trading-limits-of.ts';
import type { VersionedProfile } from './types.ts';

const push: VersionedProfile = {
  userId: 'member-1',
  version: 3,
  tier: 'obsidian',
  active: true,
  whatsappLinked: true,
  pseudonymKey: Buffer.alloc(32, 1),
};

describe('a platform’s profile', () => {
  it('tells each platform only what its shape needs', () => {
    const keysOf = (shape: Parameters<typeof composeProfile>[2]) =>
      Object.keys(composeProfile(push, 'p', shape)).toSorted();
    const common = ['active', 'anonymousId', 'tier', 'userId', 'version'];
    expect(keysOf('basic')).toEqual(common);
    expect(keysOf('black_portal')).toEqual([...common, 'features', 'hardwareLock'].toSorted());
    expect(keysOf('trading_platform')).toEqual([...common, 'tradingLimits'].toSorted());
    expect(keysOf('support_portal')).toEqual(
      [...common, 'butlerPersonality', 'whatsappLinked', 'emergencyProtocols'].toSorted(),
    );
  });

  it('grants each tier its limits in rupees', () => {
    expect(tradingLimitsOf('onyx')).toEqual({
      currency: 'INR',
      daily: '100000000.00',
      monthly: '1000000000.00',
    });
    expect(tradingLimitsOf('obsidian')).toEqual({
      currency: 'INR',
      daily: '1000000000.00',
      monthly: '10000000000.00',
    });
    expect(tradingLimitsOf('void')).toEqual({ currency: 'INR', daily: null, monthly: null });
  });
});

describe('a pseudonym', () => {
  it('stays the same on one platform and has nothing in common with another’s', () => {
    const name = (realm: string, userId = 'member-1', key = push.pseudonymKey) =>
      pseudonymOf(key, userId, realm);
    expect(name('black_portal')).toBe(name('black_portal'));
    const others = [
      name('trading_platform'),
      name('black_portal', 'member-2'),
      name('black_portal', 'member-1', Buffer.alloc(32, 2)),
      // The separator keeps realm and user apart.
      name('black_portal\nmember', '-1'),
    ];
    expect(new Set([name('black_portal'), ...others]).size).toBe(5);
  });
});
