import { searchEvents, toEvent } from '#events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { confirmPushes } from './confirm-pushes.ts';
import { profilePlatforms } from './profile-platforms.ts';
import { pushProfiles } from './push-profiles.ts';
import { readBulkJob } from './read-bulk-job.ts';
import { readPushes } from './read-pushes.ts';
import { startBulkSync } from './start-bulk-sync.ts';
import { startSyncWorker, type SyncWorker } from './start-sync-worker.ts';
import { syncUser } from './sync-user.ts';
import { appendMemberEvents } from './testing/append-member-events.ts';
import { eventually } from './testing/eventually.ts';
import { openTestSync, type TestHub, type TestSync } from './testing/open-test-sync.ts';
import { upsertProfiles } from './upsert-profiles.ts';

let hub: TestSync;
const others: TestHub[] = [];
const workers: SyncWorker[] = [];

beforeEach(async () => {
  hub = await openTestSync({ confirmationWaitMs: 5_000 });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
  await Promise.all(others.splice(0).map((other) => other.close()));
  await hub.close();
});

async function openOther(): Promise<TestHub> {
  const other = await hub.openHub();
  others.push(other);
  return other;
}

/** What was told, oldest first, as `member 1`. */
async function told(): Promise<string[]> {
  const entries = await searchEvents(hub.log.database, { eventTypes: ['user_synced'] }, { limit: 10_000 });
  return entries
    .map((entry) => toEvent(entry).event)
    .map(({ payload }) => `${String(payload['userId'])} ${String(payload['version'])}`)
    .toReversed();
}

const userIds = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `member-${String(index).padStart(4, '0')}`);
const atVersion = (version: number, ids: readonly string[]): string[] => ids.map((id) => `${id} ${version}`);

async function join(ids: readonly string[], tier: 'onyx' | 'void' = 'onyx'): Promise<void> {
  await hub.test.database.transaction((transaction) =>
    upsertProfiles(
      transaction,
      ids.map((userId) => ({ userId, tier, source: 'black_portal' })),
      profilePlatforms(hub.connectors).map(({ id }) => id),
    ),
  );
}

describe('user_synced', () => {
  it('is told once per profile version, when the last platform has confirmed', async () => {
    await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    expect(await told()).toEqual(['m 1']);
    await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    await syncUser(hub.sync, { userId: 'm', tier: 'onyx', forceSync: true });
    expect(await told()).toEqual(['m 1']);
    await syncUser(hub.sync, { userId: 'm', tier: 'void' });
    expect(await told()).toEqual(['m 1', 'm 2']);
    const [entry] = await searchEvents(hub.log.database, { eventTypes: ['user_synced'] }, { limit: 1 });
    expect(toEvent(entry!)).toMatchObject({
      eventId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21,22}$/) as string,
      source: 'hub',
      userId: 'm',
      event: { payload: { userId: 'm', version: 2 } },
    });
  });

  it('waits for a platform that is away, however often its pushes are tried', async () => {
    workers.push(startSyncWorker(hub.sync));
    await hub.platforms.support_portal.stop();
    await syncUser(hub.sync, { userId: 'm', tier: 'onyx' });
    await eventually(async () => {
      const [row] = await hub.test.database.query<{ attempts: number }>(
        `select attempts from sync.platform_states where platform = 'support_portal'`,
      );
      expect(row!.attempts).toBeGreaterThan(2);
    });
    expect(await told()).toEqual([]);
    await hub.platforms.support_portal.start();
    await eventually(async () => expect(await told()).toEqual(['m 1']));
  });

  it('leaves out a version that was overtaken before all platforms held it', async () => {
    await join(['m']);
    const platforms = profilePlatforms(hub.connectors);
    const ids = platforms.map(({ id }) => id);
    const older = await readPushes(hub.test.database, ids, ['m']);
    const [first, ...rest] = platforms;
    await pushProfiles(hub.sync, first!, older.get(first!.id)!);
    await join(['m'], 'void');
    const newer = await readPushes(hub.test.database, ids, ['m']);
    for (const platform of rest) await pushProfiles(hub.sync, platform, older.get(platform.id)!);
    expect(await told()).toEqual([]);
    for (const platform of platforms) await pushProfiles(hub.sync, platform, newer.get(platform.id)!);
    expect(await told()).toEqual(['m 2']);
  });

  it('is told once when confirmations come twice, late and at the same moment, from two hubs', async () => {
    const ids = userIds(40);
    const other = await openOther();
    const platforms = profilePlatforms(hub.connectors).map(({ id }) => id);
    for (let version = 1; version <= 10; version += 1) {
      await join(ids, version % 2 === 1 ? 'onyx' : 'void');
      const pushes = await readPushes(hub.test.database, platforms, ids);
      await Promise.all(
        platforms.flatMap((platform, index) => {
          const ones = [hub.sync, other.sync].at(index % 2)!;
          const batch = pushes.get(platform)!;
          const halves = [batch.slice(0, 20), batch.slice(20), batch.toReversed().slice(0, 25)];
          return halves.map((half) => confirmPushes(ones, platform, half));
        }),
      );
      expect((await told()).toSorted()).toEqual(
        Array.from({ length: version }, (_, index) => atVersion(index + 1, ids))
          .flat()
          .toSorted(),
      );
    }
  });

  it('is told once of each of 300 people by two hubs whose platforms fail now and then', async () => {
    const ids = userIds(300);
    let requests = 0;
    for (const platform of Object.values(hub.platforms)) {
      platform.behave((batch) => {
        requests += 1;
        if (requests % 3 === 0) throw new Error('fails now and then');
        return batch
          .filter((_profile, index) => (index + requests) % 5 === 0)
          .map(({ userId }) => ({ id: userId, code: 'busy', message: 'Try again.', retryable: true }));
      });
    }
    const other = await openOther();
    workers.push(startSyncWorker(hub.sync), startSyncWorker(other.sync));
    await appendMemberEvents(
      hub.log,
      ids.map((userId) => ({ eventType: 'user_created', payload: { userId, tier: 'onyx' } })),
    );
    await eventually(async () => expect((await told()).toSorted()).toEqual(atVersion(1, ids)));
  });

  it('is told of what a bulk job finishes, and not again of what was known to be in step', async () => {
    const ids = userIds(300);
    await join(ids);
    workers.push(startSyncWorker(hub.sync));
    const runJob = async (): Promise<void> => {
      const { jobId } = await startBulkSync(hub.sync, { userIds: ids, syncType: 'full', source: 'hub' });
      await eventually(async () =>
        expect(await readBulkJob(hub.sync, jobId)).toMatchObject({ state: 'completed', failed: 0 }),
      );
    };
    await runJob();
    expect((await told()).toSorted()).toEqual(atVersion(1, ids));
    await runJob();
    expect(await told()).toHaveLength(ids.length);
  });

  it('is not told when it could not be written down that the last platform confirmed', async () => {
    await join(['m']);
    const platforms = profilePlatforms(hub.connectors).map(({ id }) => id);
    const pushes = await readPushes(hub.test.database, platforms, ['m']);
    const [last, ...rest] = platforms;
    for (const platform of rest) await confirmPushes(hub.sync, platform, pushes.get(platform)!);
    const broken = { ...hub.sync, clock: { ...hub.sync.clock, now: () => Number.NaN } };
    await expect(confirmPushes(broken, last!, pushes.get(last!)!)).rejects.toThrow('Invalid time value');
    expect(await told()).toEqual([]);
    await confirmPushes(hub.sync, last!, pushes.get(last!)!);
    expect(await told()).toEqual(['m 1']);
  });
});
