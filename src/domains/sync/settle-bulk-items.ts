import type { Transaction } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import type { SyncHealth } from './sync-health.ts';

/*
 * People are named to every statement by an array. The planner knows nothing of a job that was made a moment ago
 * and takes it for empty; joined with it, the same work took minutes instead of milliseconds.
 */

interface UnfinishedState extends Record<string, unknown> {
  readonly user_id: string;
  readonly platform: PlatformId;
  readonly health: SyncHealth;
  readonly last_error_code: string | null;
  readonly last_error_message: string | null;
}

/**
 * Settles the requested users of a job on whom all platforms concerned have spoken.
 *
 * @returns how many are still being pushed
 */
export async function settleBulkItems(
  transaction: Transaction,
  jobId: string,
  platforms: readonly PlatformId[],
): Promise<number> {
  const items = await transaction.query<{ user_id: string }>(
    `select user_id from sync.bulk_items
      where job_id = $1 and outcome is null and requested_at is not null`,
    [jobId],
  );
  const userIds = items.map(({ user_id }) => user_id);
  const states = await transaction.query<UnfinishedState>(
    `select user_id, platform, sync.state_health(state) as health, last_error_code, last_error_message
       from sync.platform_states state
      where user_id = any ($1) and platform = any ($2) and confirmed_version <> desired_version
      order by user_id, platform`,
    [userIds, platforms],
  );
  const waiting = new Set(states.flatMap(({ health, user_id }) => (health === 'degraded' ? user_id : [])));
  const failed = new Map(
    states.filter(({ user_id }) => !waiting.has(user_id)).map((state) => [state.user_id, state]),
  );
  await settleConfirmed(
    transaction,
    jobId,
    userIds.filter((userId) => !waiting.has(userId) && !failed.has(userId)),
  );
  await settleFailed(transaction, jobId, [...failed.values()]);
  return waiting.size;
}

async function settleConfirmed(
  transaction: Transaction,
  jobId: string,
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return;
  await transaction.query(
    `update sync.bulk_items set outcome = 'confirmed' where job_id = $1 and user_id = any ($2)`,
    [jobId, userIds],
  );
}

async function settleFailed(
  transaction: Transaction,
  jobId: string,
  states: readonly UnfinishedState[],
): Promise<void> {
  if (states.length === 0) return;
  await transaction.query(
    `update sync.bulk_items item
        set outcome = 'failed', error_platform = failed.platform, error_code = failed.code,
            error_message = failed.message
       from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as failed (user_id, platform, code, message)
      where item.job_id = $1 and item.user_id = any ($2) and item.user_id = failed.user_id`,
    [
      jobId,
      states.map(({ user_id }) => user_id),
      states.map(({ platform }) => platform),
      states.map(({ last_error_code }) => last_error_code),
      states.map(({ last_error_message }) => last_error_message),
    ],
  );
}
