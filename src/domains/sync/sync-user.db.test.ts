import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchEvents } from '#events';
import { getUnifiedProfile } from './get-unified-profile.ts';
import { syncUser } from './sync-user.ts';
import { eventually } from './testing/eventually.ts';
import { openTestSync, type TestSync } from './testing/open-test-sync.ts';

let hub: TestSync;

beforeAll(async () => {
  hub = await openTestSync({ confirmationWaitMs: 5_000 });
});
afterAll(() => hub.close());

describe('syncUser', () => {
  it('makes a new member known on every platform, to each in its own shape', async () => {
    const { status, profile } = await syncUser(hub.sync, {
      userId: 'm-1',
      tier: 'onyx',
      source: 'black_portal',
    });
    expect(status).toBe('confirmed');
    const { black_portal, trading_platform, support_portal } = hub.platforms;
    expect(black_portal.profiles.get('m-1')).toMatchObject({
      version: 1,
      tier: 'onyx',
      active: true,
      hardwareLock: true,
      features: ['premium_trading', 'basic_butler', 'circles', 'emergency'],
    });
    expect(trading_platform.profiles.get('m-1')).toMatchObject({
      tradingLimits: { currency: 'INR', daily: '100000000.00', monthly: '1000000000.00' },
    });
    expect(support_portal.profiles.get('m-1')).toMatchObject({
      butlerPersonality: 'Sterling',
      whatsappLinked: false,
      emergencyProtocols: ['medical', 'security', 'legal', 'financial'],
    });
    expect(profile).toEqual({
      userId: 'm-1',
      tier: 'onyx',
      anonymousId: expect.stringMatching(/^[\w-]{43}$/) as string,
      platforms: {
        blackPortal: {
          active: true,
          lastSync: expect.stringMatching(/Z$/) as string,
          features: ['premium_trading', 'basic_butler', 'circles', 'emergency'],
        },
        tradingPlatform: {
          active: true,
          lastSync: expect.stringMatching(/Z$/) as string,
          portfolio: null,
          tradingLimits: { daily: '100000000.00', monthly: '1000000000.00' },
        },
        supportPortal: {
          active: true,
          lastSync: expect.stringMatching(/Z$/) as string,
          zkProof: null,
          whatsappLinked: false,
          butlerPersonality: 'Sterling',
        },
      },
      syncStatus: {
        lastFullSync: expect.stringMatching(/Z$/) as string,
        pendingChanges: [],
        syncHealth: 'healthy',
      },
    });
  });

  it('gives each platform a pseudonym of its own', async () => {
    await syncUser(hub.sync, { userId: 'm-2', tier: 'void' });
    const names = Object.values(hub.platforms).map(({ profiles }) => profiles.get('m-2')?.anonymousId);
    expect(new Set(names).size).toBe(3);
  });

  it('moves limits and butler on every platform when the tier changes, and tells of both once', async () => {
    await syncUser(hub.sync, { userId: 'm-3', tier: 'onyx' });
    const { profile } = await syncUser(hub.sync, { userId: 'm-3', tier: 'void', source: 'black_portal' });
    expect(profile.platforms.tradingPlatform.tradingLimits).toEqual({ daily: null, monthly: null });
    expect(hub.platforms.trading_platform.profiles.get('m-3')).toMatchObject({
      version: 2,
      tradingLimits: { currency: 'INR', daily: null, monthly: null },
    });
    expect(hub.platforms.support_portal.profiles.get('m-3')).toMatchObject({ butlerPersonality: 'Nexus' });
    expect(hub.platforms.black_portal.profiles.get('m-3')).toMatchObject({ tier: 'void' });

    const eventTypes = ['user_created', 'user_upgraded'];
    const events = await searchEvents(hub.test.database, { userId: 'm-3', eventTypes }, { limit: 10 });
    const told = events.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(told.map(({ eventType, source, payload }) => ({ eventType, source, payload }))).toEqual([
      {
        eventType: 'user_upgraded',
        source: 'hub',
        payload: { userId: 'm-3', tier: 'void', previousTier: 'onyx', requestedBy: 'black_portal' },
      },
      {
        eventType: 'user_created',
        source: 'hub',
        payload: { userId: 'm-3', tier: 'onyx', requestedBy: 'hub' },
      },
    ]);
  });

  it('does nothing when nothing changes, unless forced', async () => {
    await syncUser(hub.sync, { userId: 'm-4', tier: 'onyx' });
    const before = hub.platforms.black_portal.batches.length;
    await syncUser(hub.sync, { userId: 'm-4', tier: 'onyx' });
    expect(hub.platforms.black_portal.batches).toHaveLength(before);
    const { status } = await syncUser(hub.sync, { userId: 'm-4', tier: 'onyx', forceSync: true });
    expect(status).toBe('confirmed');
    expect(hub.platforms.black_portal.batches).toHaveLength(before + 1);
    expect(hub.platforms.black_portal.profiles.get('m-4')?.version).toBe(2);
  });

  it('answers pending when a platform does not confirm in time, and the others are not held up', async () => {
    const impatient = await hub.openHub({ confirmationWaitMs: 50 });
    let release = (): void => {};
    hub.platforms.support_portal.behave(() => new Promise<void>((resolve) => (release = resolve)));
    const { status, profile } = await syncUser(impatient.sync, { userId: 'm-5', tier: 'onyx' });
    expect(status).toBe('pending');
    expect(profile.syncStatus).toMatchObject({ syncHealth: 'degraded', lastFullSync: null });
    expect(profile.syncStatus.pendingChanges).toContain('support_portal');
    await eventually(async () => {
      const { platforms, syncStatus } = await getUnifiedProfile(hub.sync, 'm-5');
      expect(syncStatus.pendingChanges).toEqual(['support_portal']);
      expect(platforms.tradingPlatform.active).toBe(true);
      expect(platforms.supportPortal).toMatchObject({ active: false, lastSync: null });
    });
    release();
    hub.platforms.support_portal.behave(() => {});
    await impatient.close();
  });

  it('serialises changes that come at the same moment: the platforms end at one of them, all at the same', async () => {
    const tiers = ['onyx', 'obsidian', 'void'] as const;
    await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        syncUser(hub.sync, { userId: 'm-6', tier: tiers[index % 3]! }),
      ),
    );
    const [row] = await hub.test.database.query<{ tier: string }>(
      `select tier from sync.profiles where user_id = 'm-6'`,
    );
    const { profile } = await syncUser(hub.sync, { userId: 'm-6', tier: row!.tier as 'onyx' });
    expect(profile.syncStatus.pendingChanges).toEqual([]);
    for (const platform of Object.values(hub.platforms)) {
      expect(platform.profiles.get('m-6')?.tier).toBe(row!.tier);
    }
  });
});
