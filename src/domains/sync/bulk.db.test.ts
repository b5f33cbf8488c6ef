import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { advanceBulkJobs } from './advance-bulk-jobs.ts';
import { cancelBulkJob } from './cancel-bulk-job.ts';
import { profilePlatforms } from './profile-platforms.ts';
import { listBulkJobs } from './list-bulk-jobs.ts';
import { readBulkErrors } from './read-bulk-errors.ts';
import { readBulkJob } from './read-bulk-job.ts';
import { reconcilePlatform } from './reconcile-platform.ts';
import { startBulkSync } from './start-bulk-sync.ts';
import { startSyncWorker } from './start-sync-worker.ts';
import { syncUser } from './sync-user.ts';
import { eventually } from './testing/eventually.ts';
import { openTestSync, type TestSync } from './testing/open-test-sync.ts';
import { upsertProfiles } from './upsert-profiles.ts';

let hub: TestSync;

beforeEach(async () => {
  hub = await openTestSync({ bulkWindow: 1_000 });
});
afterEach(() => hub.close());

const userIds = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `member-${String(index).padStart(5, '0')}`);

async function join(ids: readonly string[]): Promise<void> {
  await hub.test.database.transaction((transaction) =>
    upsertProfiles(
      transaction,
      ids.map((userId) => ({ userId, tier: 'onyx', source: 'black_portal' })),
      profilePlatforms(hub.connectors).map(({ id }) => id),
    ),
  );
}

async function reconcileAll(): Promise<void> {
  for (const platform of profilePlatforms(hub.connectors)) {
    while ((await reconcilePlatform(hub.sync, platform, 500)) !== undefined) {
      // Until nothing is due.
    }
  }
}

describe('a bulk job', () => {
  it('brings 10,000 people to every platform and reports who is unknown', { timeout: 90_000 }, async () => {
    const ids = userIds(10_000);
    await join(ids.slice(0, 9_990));
    const job = await startBulkSync(hub.sync, { userIds: ids, syncType: 'full', source: 'black_portal' });
    expect(job).toMatchObject({ state: 'running', total: 10_000, queued: 10_000, done: 0 });
    const worker = startSyncWorker(hub.sync);
    const finished = await eventually(async () => {
      const present = await readBulkJob(hub.sync, job.jobId);
      expect(present.state).toBe('completed');
      return present;
    }, 80_000);
    await worker.close();
    expect(finished).toMatchObject({
      total: 10_000,
      queued: 0,
      requested: 0,
      done: 9_990,
      failed: 10,
      cancelled: 0,
    });
    for (const { profiles } of Object.values(hub.platforms)) expect(profiles.size).toBe(9_990);
    const errors = await readBulkErrors(hub.sync, job.jobId, { afterUserId: 'member-09992', limit: 3 });
    expect(errors[0]).toEqual({
      userId: 'member-09993',
      platform: null,
      code: 'sync.unknown_user',
      message: 'Nobody is known under this user id.',
    });
    expect(errors).toHaveLength(3);
    expect(await listBulkJobs(hub.sync, 5)).toEqual([finished]);
  });

  it('goes on with another hub when its own dies in the middle', async () => {
    await join(userIds(2_500));
    await reconcileAll();
    const { jobId } = await startBulkSync(hub.sync, {
      userIds: userIds(2_500),
      syncType: 'full',
      source: 'black_portal',
    });
    // A hub that did two steps, claimed a batch and was killed before it sent it.
    await advanceBulkJobs(hub.sync);
    await reconcileAll();
    await advanceBulkJobs(hub.sync);
    await hub.test.database.query(
      `update sync.platform_states set next_attempt_at = now() + interval '300 ms'
        where confirmed_version <> desired_version`,
    );
    expect(await readBulkJob(hub.sync, jobId)).toMatchObject({ queued: 500, requested: 1_000, done: 1_000 });
    const other = await hub.openHub();
    const worker = startSyncWorker(other.sync);
    await eventually(async () => expect((await readBulkJob(hub.sync, jobId)).state).toBe('completed'));
    await worker.close();
    await other.close();
    expect(await readBulkJob(hub.sync, jobId)).toMatchObject({ done: 2_500, failed: 0 });
    for (const { profiles } of Object.values(hub.platforms)) {
      expect([...profiles.values()].every(({ version }) => version === 2)).toBe(true);
    }
  });

  it('names the platform that refuses a person', async () => {
    await join(userIds(3));
    hub.platforms.support_portal.behave((batch) =>
      batch
        .filter(({ userId }) => userId === 'member-00001')
        .map(({ userId }) => ({ id: userId, code: 'blocked', message: 'Blocked here.', retryable: false })),
    );
    const worker = startSyncWorker(hub.sync);
    const { jobId } = await startBulkSync(hub.sync, { userIds: userIds(3), syncType: 'full', source: 'hub' });
    await eventually(async () => expect((await readBulkJob(hub.sync, jobId)).state).toBe('completed'));
    await worker.close();
    expect(await readBulkErrors(hub.sync, jobId, { afterUserId: '', limit: 10 })).toEqual([
      { userId: 'member-00001', platform: 'support_portal', code: 'blocked', message: 'Blocked here.' },
    ]);
    // What it said may tell of the person, so it stands nowhere as it was said.
    const said = await hub.sync.database.query(
      `select last_error_message as words from sync.platform_states where last_error_code is not null
       union all select error_message from sync.bulk_items where error_code is not null`,
    );
    expect(said).toHaveLength(2);
    for (const { words } of said) expect(words).toMatch(/^~/);
    // What was written down before that is read as it is.
    await hub.sync.database.query(`update sync.bulk_items set error_message = 'From before.'`);
    expect(await readBulkErrors(hub.sync, jobId, { afterUserId: '', limit: 10 })).toMatchObject([
      { message: 'From before.' },
    ]);
  });

  it('stops requesting when it is cancelled', async () => {
    await join(userIds(1_500));
    const { jobId } = await startBulkSync(hub.sync, {
      userIds: userIds(1_500),
      syncType: 'full',
      source: 'hub',
    });
    await advanceBulkJobs(hub.sync);
    expect((await cancelBulkJob(hub.sync, jobId)).state).toBe('cancelled');
    await reconcileAll();
    await advanceBulkJobs(hub.sync);
    expect(await readBulkJob(hub.sync, jobId)).toMatchObject({ cancelled: 1_500, queued: 0 });
    const versions = [...hub.platforms.black_portal.profiles.values()].map(({ version }) => version);
    expect(versions.filter((version) => version === 2)).toHaveLength(1_000);
    expect(await cancelBulkJob(hub.sync, jobId)).toMatchObject({ state: 'cancelled' });
    await expect(readBulkJob(hub.sync, '00000000-0000-7000-8000-000000000000')).rejects.toMatchObject({
      code: 'sync.unknown_job',
    });
  });

  it('pushes again only what is not confirmed when it is incremental', async () => {
    await syncUser(hub.sync, { userId: 'in-step', tier: 'onyx' });
    hub.platforms.support_portal.behave((batch) =>
      batch.map(({ userId }) => ({
        id: userId,
        code: 'busy',
        message: '',
        retryable: true,
        retryAfterSeconds: 3_600,
      })),
    );
    await syncUser(hub.sync, { userId: 'behind', tier: 'onyx' });
    hub.platforms.support_portal.behave(() => {});
    const before = hub.platforms.support_portal.batches.length;
    const worker = startSyncWorker(hub.sync);
    const { jobId } = await startBulkSync(hub.sync, {
      userIds: ['in-step', 'behind'],
      syncType: 'incremental',
      source: 'hub',
    });
    await eventually(async () => expect((await readBulkJob(hub.sync, jobId)).state).toBe('completed'));
    await worker.close();
    expect(
      hub.platforms.support_portal.batches
        .slice(before)
        .flat()
        .map(({ userId }) => userId),
    ).toEqual(['behind']);
    expect((await readBulkJob(hub.sync, jobId)).done).toBe(2);
  });

  it('concerns only the platforms that show portfolios when it is about those', async () => {
    await join(userIds(5));
    await reconcileAll();
    const worker = startSyncWorker(hub.sync);
    const { jobId } = await startBulkSync(hub.sync, {
      userIds: userIds(5),
      syncType: 'portfolio_only',
      source: 'hub',
    });
    await eventually(async () => expect((await readBulkJob(hub.sync, jobId)).state).toBe('completed'));
    await worker.close();
    const versionOn = (platform: keyof TestSync['platforms']) =>
      hub.platforms[platform].profiles.get('member-00000')?.version;
    expect([versionOn('black_portal'), versionOn('trading_platform'), versionOn('support_portal')]).toEqual([
      2, 2, 1,
    ]);
  });

  it('goes behind what people wait for', async () => {
    await join(userIds(600));
    await reconcileAll();
    await startBulkSync(hub.sync, { userIds: userIds(600), syncType: 'full', source: 'hub' });
    await advanceBulkJobs(hub.sync);
    await join(['zed']);
    const platform = profilePlatforms(hub.connectors)[0]!;
    const result = await reconcilePlatform(hub.sync, platform, 10);
    expect(result?.kind === 'sent' && result.confirmed.map(({ userId }) => userId)).toContain('zed');
  });
});
