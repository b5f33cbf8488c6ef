import type { Database } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import type { DurationMs } from '#kernel/time';
import { readPushes } from './read-pushes.ts';
import type { Push } from './types.ts';

/*
 * A claim is the time of the next attempt, moved past the claimer’s lease: when the claimer dies, the push is due
 * again by itself, on the database’s clock. Two hubs that claim at once skip each other’s rows.
 */
const claimStatement = `
    with due as (
      select user_id from sync.platform_states
       where platform = $1 and background = $2 and confirmed_version <> desired_version
         and next_attempt_at <= now()
       order by next_attempt_at
       limit $3
         for update skip locked
    )
    update sync.platform_states state
       set next_attempt_at = now() + $4 * interval '1 millisecond'
      from due
     where state.platform = $1 and state.user_id = due.user_id
    returning state.user_id`;

/** Claims up to `limit` pushes that are due on a platform: those that people wait for first. */
export async function claimDuePushes(
  database: Database,
  platform: PlatformId,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: DurationMs },
): Promise<readonly Push[]> {
  const claim = async (background: boolean, count: number): Promise<string[]> => {
    const rows = await database.query<{ user_id: string }>(claimStatement, [
      platform,
      background,
      count,
      leaseMs,
    ]);
    return rows.map(({ user_id }) => user_id);
  };
  const userIds = await claim(false, limit);
  if (userIds.length < limit) userIds.push(...(await claim(true, limit - userIds.length)));
  return (await readPushes(database, [platform], userIds)).get(platform) ?? [];
}
