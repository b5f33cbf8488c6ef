import type { Queryable } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';

const addMissingStatesStatement = `
    insert into sync.platform_states (user_id, platform, desired_version, pending_since)
    select person, platform, 1, now()
      from unnest($1::text[]) as person cross join unnest($2::text[]) as platform
     order by person collate "C", platform collate "C"
    on conflict do nothing`;

/** Lets platforms that know nothing of these people yet learn of them; the others are left alone. */
export async function addMissingStates(
  target: Queryable,
  userIds: readonly string[],
  platforms: readonly PlatformId[],
): Promise<void> {
  if (userIds.length === 0 || platforms.length === 0) return;
  await target.query(addMissingStatesStatement, [userIds, platforms]);
}
