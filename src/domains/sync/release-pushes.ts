import type { Queryable } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import type { Push } from './types.ts';

/** Gives claimed pushes back unsent: they are due at once, and nothing counts against them. */
export async function releasePushes(
  target: Queryable,
  platform: PlatformId,
  pushes: readonly Push[],
): Promise<void> {
  await target.query(
    `with held as (
       select user_id from sync.platform_states
        where platform = $1 and user_id = any ($2) and confirmed_version <> desired_version
        order by user_id for update
     )
     update sync.platform_states state set next_attempt_at = now()
       from held where state.platform = $1 and state.user_id = held.user_id`,
    [platform, pushes.map(({ userId }) => userId)],
  );
}
