import type { Queryable } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import type { Push } from './types.ts';

const recordConfirmedStatement = `
    with answer as (
      select * from unnest($2::text[], $3::bigint[]) as answer (user_id, version)
    ), held as (
      select state.user_id from sync.platform_states state join answer using (user_id)
       where state.platform = $1 and answer.version > state.confirmed_version
       order by state.user_id
         for update of state
    )
    update sync.platform_states state
       set confirmed_version = answer.version,
           confirmed_at = now(),
           pending_since = case when state.desired_version > answer.version then state.pending_since end,
           background = state.background and state.desired_version > answer.version,
           attempts = 0,
           last_error_code = null,
           last_error_message = null
      from held join answer using (user_id)
     where state.platform = $1 and state.user_id = held.user_id
       and answer.version > state.confirmed_version`;

/**
 * Writes down that a platform holds these versions. A confirmation that arrives late, after a newer one, changes
 * nothing; one that arrives after a newer wish leaves that wish pending.
 */
export async function recordConfirmed(
  target: Queryable,
  platform: PlatformId,
  confirmed: readonly Pick<Push, 'userId' | 'version'>[],
): Promise<void> {
  await target.query(recordConfirmedStatement, [
    platform,
    confirmed.map(({ userId }) => userId),
    confirmed.map(({ version }) => version),
  ]);
}
