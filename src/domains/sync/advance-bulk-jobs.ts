import type { Transaction } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import { announcePushes } from './announce-pushes.ts';
import type { BulkSyncType } from './bulk-types.ts';
import { lockStates } from './lock-states.ts';
import { profilePlatforms } from './profile-platforms.ts';
import { requestPushes } from './request-pushes.ts';
import { settleBulkItems } from './settle-bulk-items.ts';
import type { Sync } from './types.ts';

/** Jobs that are driven at a time; later ones wait. */
const jobsMax = 20;

/**
 * Takes every running job one step further.
 *
 * @returns how many there are
 */
export async function advanceBulkJobs(sync: Sync): Promise<number> {
  const jobs = await sync.database.query<{ job_id: string }>(
    `select job_id from sync.bulk_jobs where status = 'running' order by created_at limit $1`,
    [jobsMax],
  );
  for (const { job_id: jobId } of jobs) await advanceBulkJob(sync, jobId);
  return jobs.length;
}

interface RunningJob extends Record<string, unknown> {
  readonly job_id: string;
  readonly sync_type: BulkSyncType;
}

/**
 * Takes a running job one step further, unless another hub is at it: settles whom the platforms confirmed, requests
 * as many of the queued as fit into the window, and completes the job when nobody is left.
 */
async function advanceBulkJob(sync: Sync, jobId: string): Promise<void> {
  await sync.database.transaction(async (transaction) => {
    const [job] = await transaction.query<RunningJob>(
      `select job_id, sync_type from sync.bulk_jobs where job_id = $1 and status = 'running'
          for update skip locked`,
      [jobId],
    );
    if (job === undefined) return;
    const platforms = platformsOf(sync, job.sync_type);
    const requested = await settleBulkItems(transaction, jobId, platforms);
    const queued = await readQueued(transaction, jobId, sync.options.bulkWindow - requested);
    if (queued.length > 0) await requestUsers(transaction, job, platforms, queued);
    else if (requested === 0) {
      await transaction.query(
        `update sync.bulk_jobs set status = 'completed', finished_at = now() where job_id = $1`,
        [jobId],
      );
    }
  });
}

/** A job concerns the platforms that it was made for, and leaves disabled ones to themselves. */
function platformsOf(sync: Sync, syncType: BulkSyncType): PlatformId[] {
  return profilePlatforms(sync.connectors)
    .filter(({ enabled }) => enabled)
    .filter(({ profile }) => syncType !== 'portfolio_only' || showsPortfolios.has(profile))
    .map(({ id }) => id);
}

const showsPortfolios: ReadonlySet<string> = new Set(['trading_platform', 'black_portal']);

async function readQueued(transaction: Transaction, jobId: string, limit: number): Promise<string[]> {
  const rows = await transaction.query<{ user_id: string }>(
    `select user_id from sync.bulk_items
      where job_id = $1 and outcome is null and requested_at is null
      order by user_id limit $2`,
    [jobId, Math.max(0, limit)],
  );
  return rows.map(({ user_id }) => user_id);
}

/** Asks for the pushes that the job is about; who is unknown has failed already. */
async function requestUsers(
  transaction: Transaction,
  { job_id: jobId, sync_type: syncType }: RunningJob,
  platforms: readonly PlatformId[],
  userIds: readonly string[],
): Promise<void> {
  const profiles = await transaction.query<{ user_id: string }>(
    'select user_id from sync.profiles where user_id = any ($1)',
    [userIds],
  );
  const known = profiles.map(({ user_id }) => user_id);
  const isKnown = new Set(known);
  const unknown = userIds.filter((userId) => !isKnown.has(userId));
  await transaction.query(
    'update sync.bulk_items set requested_at = now() where job_id = $1 and user_id = any ($2)',
    [jobId, known],
  );
  await transaction.query(
    `update sync.bulk_items
        set outcome = 'failed', error_code = 'sync.unknown_user',
            error_message = 'Nobody is known under this user id.'
      where job_id = $1 and user_id = any ($2)`,
    [jobId, unknown],
  );
  if (syncType === 'incremental') {
    await lockStates(transaction, known, platforms);
    await hurryPending(transaction, known, platforms);
  } else {
    await requestPushes(transaction, known, platforms, 'background');
  }
  await announcePushes(transaction);
}

/** Lets what is not confirmed be tried at once, with a fresh budget. */
async function hurryPending(
  transaction: Transaction,
  userIds: readonly string[],
  platforms: readonly PlatformId[],
): Promise<void> {
  await transaction.query(
    `with pending as (
       select user_id, platform from sync.platform_states
        where user_id = any ($1) and platform = any ($2) and confirmed_version <> desired_version
        order by user_id, platform for update
     )
     update sync.platform_states state set next_attempt_at = now(), attempts = 0, pending_since = now()
       from pending
      where state.user_id = pending.user_id and state.platform = pending.platform`,
    [userIds, platforms],
  );
}
