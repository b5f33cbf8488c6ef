import type { Transaction } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import type { DurationMs } from '#kernel/time';

/** `live`: a person waits for it. `background`: bulk jobs and healing, which go behind. */
export type Urgency = 'live' | 'background';

const requestPushesStatement = `
    insert into sync.platform_states as state (user_id, platform, desired_version, pending_since, background, next_attempt_at)
    select person, platform, 1, now(), $3, now() + $4 * interval '1 millisecond'
      from unnest($1::text[]) as person cross join unnest($2::text[]) as platform
     order by person collate "C", platform collate "C"
    on conflict (user_id, platform) do update
       set desired_version = state.desired_version + 1,
           pending_since = coalesce(state.pending_since, now()),
           -- What waits live already is not put back behind a bulk job.
           background = excluded.background
             and (state.background or state.confirmed_version = state.desired_version),
           next_attempt_at = excluded.next_attempt_at,
           attempts = 0`;

/**
 * Gives people a new desired version on platforms, whatever was confirmed.
 *
 * @param leaseMs how long the caller itself sees to the pushes; 0: they are due for the workers at once
 */
export async function requestPushes(
  transaction: Transaction,
  userIds: readonly string[],
  platforms: readonly PlatformId[],
  urgency: Urgency,
  leaseMs: DurationMs = 0,
): Promise<void> {
  if (userIds.length === 0 || platforms.length === 0) return;
  await transaction.query(requestPushesStatement, [userIds, platforms, urgency === 'background', leaseMs]);
}
