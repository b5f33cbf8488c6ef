import type { Transaction } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import type { DurationMs } from '#kernel/time';

const claimPushesOfStatement = `
    with pending as (
      select user_id, platform from sync.platform_states
       where user_id = any ($1) and platform = any ($2) and confirmed_version <> desired_version
       order by user_id, platform
         for update
    )
    update sync.platform_states state
       set next_attempt_at = now() + $3 * interval '1 millisecond'
      from pending
     where state.user_id = pending.user_id and state.platform = pending.platform`;

/** Claims everything that is pending for people, due or not, so that the workers leave it alone for the lease. */
export async function claimPushesOf(
  transaction: Transaction,
  userIds: readonly string[],
  platforms: readonly PlatformId[],
  leaseMs: DurationMs,
): Promise<void> {
  if (userIds.length === 0) return;
  await transaction.query(claimPushesOfStatement, [userIds, platforms, leaseMs]);
}
