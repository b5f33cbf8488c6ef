import type { FailedPush } from './interpret-answer.ts';
import type { ProfilePlatform } from './profile-platforms.ts';
import { retryDelayMs } from './retry-delay-ms.ts';
import { sealMessage } from './sealed-message.ts';
import type { Sync } from './types.ts';

const recordFailedStatement = `
    with answer as (
      select * from unnest($2::text[], $3::bigint[], $4::float8[], $5::text[], $6::text[])
        as answer (user_id, version, delay_ms, code, message)
    ), held as (
      select state.user_id from sync.platform_states state join answer using (user_id)
       where state.platform = $1
       order by state.user_id
         for update of state
    )
    update sync.platform_states state
       set attempts = state.attempts + 1,
           next_attempt_at = case
             when answer.delay_ms = 'infinity' then 'infinity'
             else now() + answer.delay_ms * interval '1 millisecond' end,
           last_error_code = answer.code,
           last_error_message = answer.message
      from held join answer using (user_id)
     where state.platform = $1 and state.user_id = held.user_id
       -- A newer wish is not delayed by the failure of an older one.
       and state.desired_version = answer.version and state.confirmed_version < answer.version`;

/** Writes down that pushes failed, and when to try each again: never, if the platform said that it is pointless. */
export async function recordFailed(
  sync: Pick<Sync, 'database' | 'random'>,
  platform: Pick<ProfilePlatform, 'id' | 'delivery'>,
  failed: readonly FailedPush[],
): Promise<void> {
  if (failed.length === 0) return;
  const delays = failed.map(({ push, isRetryable, retryAfterMs }) =>
    isRetryable
      ? Math.max(retryAfterMs ?? 0, retryDelayMs(push.attempts, sync.random, platform.delivery.retry))
      : Infinity,
  );
  await sync.database.query(recordFailedStatement, [
    platform.id,
    failed.map(({ push }) => push.userId),
    failed.map(({ push }) => push.version),
    delays,
    failed.map(({ code }) => code),
    failed.map(({ message, push }) => sealMessage(sync.database.texts, push.userId, message)),
  ]);
}
