import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkDriftPage } from './check-drift-page.ts';
import { getUnifiedProfile } from './get-unified-profile.ts';
import { listDriftPasses } from './list-drift-passes.ts';
import { profilePlatforms, type ProfilePlatform } from './profile-platforms.ts';
import { reconcilePlatform } from './reconcile-platform.ts';
import { startDriftPass } from './start-drift-pass.ts';
import { startSyncWorker } from './start-sync-worker.ts';
import { syncUser } from './sync-user.ts';
import { eventually } from './testing/eventually.ts';
import { openTestSync, type TestSync } from './testing/open-test-sync.ts';

let hub: TestSync;
let platform: ProfilePlatform;

beforeAll(async () => {
  hub = await openTestSync({ driftPageSize: 3 });
  platform = profilePlatforms(hub.connectors).find(({ id }) => id === 'trading_platform')!;
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.test.database.query('truncate sync.profiles, sync.platform_states, sync.drift_passes');
  for (const { profiles } of Object.values(hub.platforms)) profiles.clear();
  for (const userId of ['a', 'b', 'c', 'd', 'e']) await syncUser(hub.sync, { userId, tier: 'onyx' });
});

const held = () => hub.platforms.trading_platform.profiles;

/** Checks all pages and pushes what they ask for. */
async function heal(): Promise<number> {
  let healed = 0;
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await checkDriftPage(hub.sync, platform, cursor);
    if (page.kind === 'unanswered') throw new Error(page.message);
    healed += page.usersHealed;
    cursor = page.nextCursor;
  }
  while ((await reconcilePlatform(hub.sync, platform, 100)) !== undefined) {
    // Until nothing is due.
  }
  return healed;
}

describe('drift', () => {
  it('is not seen where there is none', async () => {
    expect(await heal()).toBe(0);
  });

  it('heals: a profile that was altered, lost, or is held in a version from the future', async () => {
    const good = structuredClone(Object.fromEntries(held()));
    held().set('b', { ...good['b']!, tier: 'void' });
    held().delete('c');
    held().set('e', { ...good['e']!, version: 90, tier: 'void' });
    expect(await heal()).toBe(3);
    expect(held().get('b')).toEqual({ ...good['b']!, version: 2 });
    expect(held().get('c')).toEqual({ ...good['c']!, version: 2 });
    expect(held().get('e')).toEqual({ ...good['e']!, version: 91 });
    expect(held().get('a')).toEqual(good['a']);
    expect(await heal()).toBe(0);
    expect((await getUnifiedProfile(hub.sync, 'e')).syncStatus.syncHealth).toBe('healthy');
  });

  it('finds people of whom the platform was never to be told', async () => {
    await hub.test.database.query(
      `delete from sync.platform_states where user_id = 'd' and platform = 'trading_platform'`,
    );
    held().delete('d');
    expect(await heal()).toBe(1);
    expect(held().get('d')?.tier).toBe('onyx');
  });

  it('leaves alone what is changing right now', async () => {
    const original = hub.platforms.trading_platform.profiles.get('a')!;
    held().set('a', { ...original, tier: 'void' });
    hub.platforms.trading_platform.behave(() => {
      throw new Error('away');
    });
    await syncUser(hub.sync, { userId: 'a', tier: 'obsidian' });
    hub.platforms.trading_platform.behave(() => {});
    const page = await checkDriftPage(hub.sync, platform, '');
    expect(page).toMatchObject({ kind: 'checked', usersHealed: 0, usersChecked: 2 });
  });

  it('is looked for by the worker when an operator asks', async () => {
    const other = await hub.openHub({ sweepMs: 50 });
    const worker = startSyncWorker(other.sync);
    await eventually(async () => {
      const passes = await listDriftPasses(hub.sync);
      expect(passes.filter(({ finishedAt }) => finishedAt !== null)).toHaveLength(3);
    });
    held().delete('c');
    expect(await startDriftPass(hub.sync, 'trading_platform')).toEqual(['trading_platform']);
    await eventually(() => expect(held().has('c')).toBe(true));
    await eventually(async () => {
      const passes = await listDriftPasses(hub.sync);
      expect(passes.find((pass) => pass.platform === 'trading_platform')).toMatchObject({
        usersTotal: 5,
        usersChecked: 5,
        usersHealed: 1,
        finishedAt: expect.any(String) as string,
        lastError: null,
      });
    });
    await expect(startDriftPass(hub.sync, 'nowhere')).rejects.toMatchObject({
      code: 'sync.unknown_platform',
    });
    await worker.close();
    await other.close();
  });

  it('is looked for later when the platform does not answer', async () => {
    await hub.platforms.trading_platform.stop();
    expect(await checkDriftPage(hub.sync, platform, '')).toMatchObject({ kind: 'unanswered' });
    await hub.platforms.trading_platform.start();
  });
});
