import type { Transaction } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';

// The condition that never holds leaves the rows as they are, but they are locked to look at it.
const lockStatesStatement = `
    insert into sync.platform_states as state (user_id, platform, desired_version, pending_since)
    select person, platform, 1, now()
      from unnest($1::text[]) as person cross join unnest($2::text[]) as platform
     order by person collate "C", platform collate "C"
    on conflict (user_id, platform) do update set desired_version = state.desired_version where false`;

/**
 * Locks what platforms know of people until the transaction ends, in the order of user id and platform, and makes
 * the states that are missing. A transaction that changes states in more than one statement does this first: whoever
 * locks in this order, in one pass, waits for others that do and never deadlocks with them.
 */
export async function lockStates(
  transaction: Transaction,
  userIds: readonly string[],
  platforms: readonly PlatformId[],
): Promise<void> {
  if (userIds.length === 0 || platforms.length === 0) return;
  await transaction.query(lockStatesStatement, [userIds, platforms]);
}
