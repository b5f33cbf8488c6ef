import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tiers, type Tier } from '#kernel/tiers';
import { composeProfile } from './compose-profile.ts';
import { profilePlatforms } from './profile-platforms.ts';
import { startSyncWorker } from './start-sync-worker.ts';
import { syncUser } from './sync-user.ts';
import { appendMemberEvents } from './testing/append-member-events.ts';
import { eventually } from './testing/eventually.ts';
import { openTestSync, type TestHub, type TestSync } from './testing/open-test-sync.ts';
import type { Behaviour } from './testing/start-test-platform.ts';

let hub: TestSync;
let other: TestHub;

beforeAll(async () => {
  hub = await openTestSync({ confirmationWaitMs: 20, sweepMs: 100 });
  other = await hub.openHub({ confirmationWaitMs: 20, sweepMs: 100 });
});
afterAll(async () => {
  await other.close();
  await hub.close();
});

const people = ['a', 'b', 'c', 'd', 'e', 'f'];
type PlatformId = keyof TestSync['platforms'];

/** What may happen to a batch: a fault of the whole, of single profiles, or of the answer on its way back. */
const faults: Record<string, Behaviour> = {
  none: () => {},
  crash: () => {
    throw new Error('the platform crashed');
  },
  slow: () => new Promise((resolve) => setTimeout(resolve, 40)),
  refuseSome: (batch) =>
    batch
      .filter((_, index) => index % 2 === 0)
      .map(({ userId }) => ({ id: userId, code: 'busy', message: '', retryable: true })),
};

const step = fc.oneof(
  fc.record({
    kind: fc.constant('sync' as const),
    userId: fc.constantFrom(...people),
    tier: fc.constantFrom(...tiers),
  }),
  fc.record({
    kind: fc.constant('event' as const),
    userId: fc.constantFrom(...people),
    tier: fc.constantFrom(...tiers),
  }),
  fc.record({
    kind: fc.constant('fault' as const),
    platform: fc.constantFrom<PlatformId>('black_portal', 'trading_platform', 'support_portal'),
    fault: fc.constantFrom(...Object.keys(faults)),
  }),
  fc.record({
    kind: fc.constant('restart' as const),
    platform: fc.constantFrom<PlatformId>('black_portal', 'trading_platform', 'support_portal'),
  }),
);

it(
  'brings every platform to what is desired, whatever happens on the way',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
        await hub.test.database.query('truncate sync.profiles, sync.platform_states');
        for (const platform of Object.values(hub.platforms)) platform.profiles.clear();
        const workers = [startSyncWorker(hub.sync), startSyncWorker(other.sync)];
        const versions = watchVersions();
        const running: Promise<unknown>[] = [];
        for (const [index, action] of steps.entries()) {
          const sync = index % 2 === 0 ? hub.sync : other.sync;
          if (action.kind === 'sync') running.push(syncUser(sync, action));
          else if (action.kind === 'event') await tellOf(action.userId, action.tier);
          else if (action.kind === 'fault') versions.behave(action.platform, faults[action.fault]!);
          else {
            await hub.platforms[action.platform].stop();
            await hub.platforms[action.platform].start();
          }
        }
        await Promise.all(running);
        for (const platform of Object.keys(hub.platforms))
          versions.behave(platform as PlatformId, faults['none']!);
        await workers[0]!.drained();
        await workers[1]!.drained();
        await eventually(expectInStep);
        expect(versions.wentBack).toEqual([]);
        await Promise.all(workers.map((worker) => worker.close()));
      }),
      { numRuns: 25 },
    );
  },
);

const tellOf = (userId: string, tier: Tier): Promise<void> =>
  appendMemberEvents(hub.log, [{ eventType: 'user_upgraded', payload: { userId, tier } }]);

/** Watches that no platform ever holds an older version than it did. */
function watchVersions() {
  const wentBack: string[] = [];
  return {
    wentBack,
    behave(platform: PlatformId, fault: Behaviour) {
      const { profiles } = hub.platforms[platform];
      hub.platforms[platform].behave(async (batch) => {
        const before = new Map([...profiles].map(([userId, { version }]) => [userId, version]));
        const failures = await fault(batch);
        for (const [userId, { version }] of profiles) {
          if (version < (before.get(userId) ?? 0)) wentBack.push(`${platform} ${userId}`);
        }
        return failures;
      });
    },
  };
}

/** Nothing is pending, and each platform holds exactly what the profiles say. */
async function expectInStep(): Promise<void> {
  for (const platform of profilePlatforms(hub.connectors)) {
    const rows = await hub.test.database.query<{
      user_id: string;
      tier: Tier;
      active: boolean;
      whatsapp_linked: boolean;
      pseudonym_key: Buffer;
      desired_version: number;
      confirmed_version: number;
    }>(
      `select profile.*, state.desired_version::int, state.confirmed_version::int
         from sync.profiles profile
         left join sync.platform_states state on state.user_id = profile.user_id and state.platform = $1`,
      [platform.id],
    );
    const held = hub.platforms[platform.id as PlatformId].profiles;
    expect(held.size).toBe(rows.length);
    for (const row of rows) {
      expect(row.confirmed_version).toBe(row.desired_version);
      const push = {
        userId: row.user_id,
        version: row.desired_version,
        tier: row.tier,
        active: row.active,
        whatsappLinked: row.whatsapp_linked,
        pseudonymKey: row.pseudonym_key,
      };
      expect(held.get(row.user_id)).toEqual(composeProfile(push, platform.id, platform.profile));
    }
  }
}
