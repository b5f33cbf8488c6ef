import type { Database } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import { platformFailureCodes } from './interpret-answer.ts';

/** A platform is back: makes due at once what failed only because it was away. */
export async function recallPushes(database: Database, platform: PlatformId): Promise<void> {
  await database.query(
    `with away as (
       select user_id from sync.platform_states
        where platform = $1 and confirmed_version <> desired_version
          and last_error_code = any ($2) and next_attempt_at between now() and 'infinity'
        order by user_id for update skip locked
     )
     update sync.platform_states state set next_attempt_at = now(), attempts = 0
       from away where state.platform = $1 and state.user_id = away.user_id`,
    [platform, platformFailureCodes],
  );
}
