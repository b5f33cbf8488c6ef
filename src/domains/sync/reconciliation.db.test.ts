import { setPlatformEnabled, updatePlatform, findPlatform } from '#connectors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestPushes } from './request-pushes.ts';
import { getUnifiedProfile } from './get-unified-profile.ts';
import { profilePlatforms } from './profile-platforms.ts';
import { pushProfiles } from './push-profiles.ts';
import { readPushes } from './read-pushes.ts';
import { readPlatformStates } from './read-platform-states.ts';
import { reconcilePlatform } from './reconcile-platform.ts';
import { startSyncWorker, type SyncWorker } from './start-sync-worker.ts';
import { syncUser } from './sync-user.ts';
import { appendMemberEvents } from './testing/append-member-events.ts';
import { eventually } from './testing/eventually.ts';
import { openTestSync, type TestSync } from './testing/open-test-sync.ts';

let hub: TestSync;
const workers: SyncWorker[] = [];

const startWorker = (sync = hub.sync): void => {
  workers.push(startSyncWorker(sync));
};
const members = (count: number, tier = 'onyx') =>
  Array.from({ length: count }, (_, index) => ({
    eventType: 'user_created',
    payload: { userId: `member-${String(index).padStart(4, '0')}`, tier },
  }));
const countPending = async (): Promise<number> => {
  const [row] = await hub.test.database.query<{ count: number }>(
    `select count(*)::int as count from sync.platform_states where confirmed_version <> desired_version`,
  );
  return row!.count;
};
const expectInStep = async (): Promise<void> => {
  await eventually(async () => expect(await countPending()).toBe(0));
};

beforeEach(async () => {
  hub = await openTestSync({ confirmationWaitMs: 5_000 });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
  await hub.close();
});

describe('members of a platform', () => {
  it('reach all platforms, a thousand at once, in few requests', async () => {
    startWorker();
    await appendMemberEvents(hub.log, members(1_000));
    await eventually(() => {
      for (const { profiles } of Object.values(hub.platforms)) expect(profiles.size).toBe(1_000);
    });
    await expectInStep();
    expect(hub.platforms.trading_platform.batches.length).toBeLessThan(20);
  });

  it('take their later tier, once, however the events are grouped', async () => {
    await appendMemberEvents(hub.log, [
      { eventType: 'user_created', payload: { userId: 'm', tier: 'onyx' } },
      { eventType: 'user_upgraded', payload: { userId: 'm', tier: 'obsidian' } },
    ]);
    startWorker();
    await eventually(() =>
      expect(hub.platforms.support_portal.profiles.get('m')).toMatchObject({ butlerPersonality: 'Prism' }),
    );
    await appendMemberEvents(hub.log, [
      { eventType: 'user_upgraded', payload: { userId: 'm', tier: 'void' } },
    ]);
    await eventually(() =>
      expect(hub.platforms.trading_platform.profiles.get('m')).toMatchObject({
        tradingLimits: { daily: null, monthly: null },
      }),
    );
  });

  it('are not changed by the hub’s own events', async () => {
    startWorker();
    await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    await syncUser(hub.sync, { userId: 'm', tier: 'void' });
    await workers[0]!.drained();
    const [row] = await hub.test.database.query('select version::int, tier from sync.profiles');
    expect(row).toEqual({ version: 2, tier: 'void' });
  });

  it('show the portfolio that was last reported', async () => {
    startWorker();
    await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    await appendMemberEvents(hub.log, [
      { source: 'trading_platform', eventType: 'portfolio_update', payload: { userId: 'm', value: '10.00' } },
      { source: 'trading_platform', eventType: 'portfolio_update', payload: { userId: 'm', value: '20.00' } },
    ]);
    await eventually(async () =>
      expect((await getUnifiedProfile(hub.sync, 'm')).platforms.tradingPlatform.portfolio).toMatchObject({
        source: 'trading_platform',
        content: { value: '20.00' },
      }),
    );
    const stored = await hub.test.database.query('select portfolio, sealed from sync.portfolios');
    expect(stored).toEqual([{ portfolio: null, sealed: expect.stringMatching(/^~/) as string }]);
  });

  it('show a portfolio from before they were sealed, seal it when it is written again, and keep none of who is erased', async () => {
    startWorker();
    await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    const report = async (value: string): Promise<void> => {
      const event = { source: 'trading_platform', eventType: 'portfolio_update' };
      await appendMemberEvents(hub.log, [{ ...event, payload: { userId: 'm', value } }]);
      await eventually(() => expectPortfolio(value));
    };
    const expectPortfolio = async (value: string): Promise<void> => {
      const { tradingPlatform } = (await getUnifiedProfile(hub.sync, 'm')).platforms;
      expect(tradingPlatform.portfolio).toMatchObject({ content: { value } });
    };
    await report('1.00');
    // As a hub of the version before writes it, which knows nothing of what is sealed.
    await hub.test.database.query(`update sync.portfolios set portfolio = '{"value":"2.00"}'`);
    await expectPortfolio('2.00');
    await report('3.00');
    const read = () => hub.test.database.query('select portfolio from sync.portfolios');
    expect(await read()).toEqual([{ portfolio: null }]);
    await appendMemberEvents(hub.log, [{ eventType: 'user_erased', payload: { userId: 'm' } }]);
    await eventually(async () => expect(await read()).toEqual([]));
  });
});

describe('a platform that fails', () => {
  it('is told as soon as it is back, and keeps nobody else waiting', async () => {
    startWorker();
    await hub.platforms.trading_platform.stop();
    const { status, profile } = await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    expect(status).toBe('pending');
    expect(profile.syncStatus.pendingChanges).toEqual(['trading_platform']);
    expect(hub.platforms.support_portal.profiles.has('m')).toBe(true);
    await hub.platforms.trading_platform.start();
    await eventually(() => expect(hub.platforms.trading_platform.profiles.has('m')).toBe(true));
    await expectInStep();
    expect((await getUnifiedProfile(hub.sync, 'm')).syncStatus.syncHealth).toBe('healthy');
  });

  it('is isolated down to the one profile that it chokes on', async () => {
    hub.platforms.support_portal.behave((batch) => {
      if (batch.some(({ userId }) => userId === 'member-0007')) throw new Error('chokes');
    });
    startWorker();
    await appendMemberEvents(hub.log, members(40));
    await eventually(() => expect(hub.platforms.support_portal.profiles.size).toBe(39));
    hub.platforms.support_portal.behave(() => {});
    await expectInStep();
  });

  it('refuses a profile for good: it fails until it changes', async () => {
    hub.platforms.black_portal.behave((batch) =>
      batch
        .filter(({ tier }) => tier === 'onyx')
        .map(({ userId }) => ({
          id: userId,
          code: 'tier_closed',
          message: 'No more onyx.',
          retryable: false,
        })),
    );
    startWorker();
    const { profile } = await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    expect(profile.syncStatus).toMatchObject({ syncHealth: 'failed', pendingChanges: ['black_portal'] });
    expect(await readPlatformStates(hub.sync, 'm')).toMatchObject([
      {
        platform: 'black_portal',
        attempts: 1,
        nextAttemptAt: null,
        lastError: { code: 'tier_closed', message: 'No more onyx.' },
      },
      { platform: 'support_portal', health: 'healthy', desiredVersion: 1, confirmedVersion: 1 },
      { platform: 'trading_platform', pendingSince: null, lastError: null },
    ]);
    expect((await syncUser(hub.sync, { userId: 'm', tier: 'void' })).status).toBe('confirmed');
  });

  it('is not tried before the time that it asks for', async () => {
    hub.platforms.black_portal.behave((batch) =>
      batch.map(({ userId }) => ({
        id: userId,
        code: 'busy',
        message: 'Later.',
        retryable: true,
        retryAfterSeconds: 3_600,
      })),
    );
    await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    const [state] = await readPlatformStates(hub.sync, 'm');
    const waitMs = Date.parse(state?.nextAttemptAt ?? '') - Date.now();
    expect(waitMs).toBeGreaterThan(3_590_000);
  });

  it('may give a reason that the database could not hold as it is, and ask for any delay', async () => {
    hub.platforms.black_portal.behave((batch) =>
      batch.map(({ userId }) => ({
        id: userId,
        code: 'busy',
        message: `\0${'x'.repeat(498)}\u{1f600}`,
        retryable: true,
        retryAfterSeconds: 1e12,
      })),
    );
    await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    const [state] = await readPlatformStates(hub.sync, 'm');
    expect(state?.lastError).toEqual({ code: 'busy', message: `\u{fffd}${'x'.repeat(498)}\u{fffd}` });
    expect(Date.parse(state?.nextAttemptAt ?? '') - Date.now()).toBeLessThanOrEqual(3_600_000);
  });

  it('fails in the eyes of the profile after eight attempts', async () => {
    hub.platforms.black_portal.behave((batch) =>
      batch.map(({ userId }) => ({ id: userId, code: 'busy', message: 'Later.', retryable: true })),
    );
    startWorker();
    await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    await eventually(async () =>
      expect((await getUnifiedProfile(hub.sync, 'm')).syncStatus.syncHealth).toBe('failed'),
    );
    hub.platforms.black_portal.behave(() => {});
    await expectInStep();
  });

  it('gets what waited for it when it is enabled again', async () => {
    startWorker();
    await setPlatformEnabled(hub.connectors, 'trading_platform', false);
    expect((await syncUser(hub.sync, { userId: 'm', tier: 'onyx' })).status).toBe('pending');
    expect(hub.platforms.trading_platform.batches).toEqual([]);
    await setPlatformEnabled(hub.connectors, 'trading_platform', true);
    await eventually(() => expect(hub.platforms.trading_platform.profiles.has('m')).toBe(true));
    await expectInStep();
  });
});

describe('a platform that is registered later', () => {
  it('learns of everybody', async () => {
    startWorker();
    await appendMemberEvents(hub.log, members(300));
    const building = await hub.addPlatform('building_platform', { profile: 'basic' });
    await eventually(() => expect(building.profiles.size).toBe(300));
    await expectInStep();
    expect(Object.keys(building.profiles.get('member-0001') ?? {}).toSorted()).toEqual([
      'active',
      'anonymousId',
      'tier',
      'userId',
      'version',
    ]);
    expect((await getUnifiedProfile(hub.sync, 'member-0001')).platforms['buildingPlatform']).toMatchObject({
      active: true,
    });
  });

  it('learns of everybody too when it takes profiles only from now on', async () => {
    startWorker();
    const building = await hub.addPlatform('building_platform', { profile: null });
    await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    const { version } = findPlatform(hub.connectors, 'building_platform')!;
    await updatePlatform(hub.connectors, 'building_platform', {
      version,
      displayName: 'building_platform',
      addresses: { primary: building.url },
      profile: 'basic',
    });
    await eventually(() => expect(building.profiles.has('m')).toBe(true));
  });
});

describe('versions', () => {
  it('never go back when an older push arrives after a newer one', async () => {
    const platform = profilePlatforms(hub.connectors).find(({ id }) => id === 'support_portal')!;
    await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    await hub.test.database.transaction((transaction) =>
      requestPushes(transaction, ['m'], [platform.id], 'live'),
    );
    const older = await readPushes(hub.test.database, [platform.id], ['m']);
    await syncUser(hub.sync, { userId: 'm', tier: 'void' });
    await pushProfiles(hub.sync, platform, older.get(platform.id) ?? []);
    expect(hub.platforms.support_portal.profiles.get('m')).toMatchObject({
      version: 3,
      butlerPersonality: 'Nexus',
    });
    const [state] = await hub.test.database.query(
      `select desired_version::int, confirmed_version::int from sync.platform_states where platform = 'support_portal'`,
    );
    expect(state).toEqual({ desired_version: 3, confirmed_version: 3 });
  });

  it('leave a wish pending that came while an older one was being confirmed', async () => {
    const platform = profilePlatforms(hub.connectors).find(({ id }) => id === 'support_portal')!;
    await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    hub.platforms.support_portal.behave(async () => {
      hub.platforms.support_portal.behave(() => {});
      await hub.test.database.transaction((transaction) =>
        requestPushes(transaction, ['m'], [platform.id], 'live'),
      );
    });
    await syncUser(hub.sync, { userId: 'm', tier: 'void' });
    expect(await countPending()).toBe(1);
    expect(await reconcilePlatform(hub.sync, platform, 10)).toMatchObject({ kind: 'sent', failed: [] });
    expect(await countPending()).toBe(0);
  });
});

describe('several hubs', () => {
  it('share the work without sending anything twice', async () => {
    const other = await hub.openHub();
    startWorker();
    startWorker(other.sync);
    await appendMemberEvents(hub.log, members(2_000));
    await eventually(async () => {
      const [row] = await hub.test.database.query('select count(*)::int as count from sync.platform_states');
      expect(row).toEqual({ count: 6_000 });
    });
    await expectInStep();
    for (const { batches, profiles } of Object.values(hub.platforms)) {
      expect(profiles.size).toBe(2_000);
      expect(batches.flat()).toHaveLength(2_000);
    }
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
    await other.close();
  });

  it('take over what a dead one had claimed, when its lease is over', async () => {
    const [platform] = profilePlatforms(hub.connectors);
    await hub.test.database.transaction(async (transaction) => {
      await transaction.query(
        `insert into sync.profiles (user_id, tier, source) values ('m', 'onyx', 'black_portal')`,
      );
      await requestPushes(transaction, ['m'], [platform!.id], 'live');
      // As if claimed by a hub that died.
      await transaction.query(`update sync.platform_states set next_attempt_at = now() + interval '400 ms'`);
    });
    startWorker();
    await eventually(async () => {
      const [state] = await hub.test.database.query(
        'select confirmed_version::int from sync.platform_states where platform = $1',
        [platform!.id],
      );
      expect(state).toEqual({ confirmed_version: 1 });
    });
  });
});
