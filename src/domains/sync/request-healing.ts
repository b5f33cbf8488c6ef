import type { Queryable } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';

/** A profile that a platform does not hold as it should. */
export interface Drift {
  readonly userId: string;
  /** Version at which the hub thought the platform was in step. */
  readonly confirmedVersion: number;
  /** Version that the platform says it holds; 0: it does not know the person. */
  readonly heldVersion: number;
}

/**
 * Asks for the push that heals each drift: with a version newer than both sides hold, or the platform would ignore
 * it. What changed since the comparison is left alone, because its own push is under way.
 *
 * @returns how many are being healed
 */
export async function requestHealing(
  target: Queryable,
  platform: PlatformId,
  drifts: readonly Drift[],
): Promise<number> {
  if (drifts.length === 0) return 0;
  const healed = await target.query(
    `with drift as (
       select * from unnest($2::text[], $3::bigint[], $4::bigint[]) as drift (user_id, confirmed, held)
     ), stale as (
       select state.user_id from sync.platform_states state join drift using (user_id)
        where state.platform = $1 and state.confirmed_version = state.desired_version
          and state.confirmed_version = drift.confirmed
        order by state.user_id
          for update of state
     )
     update sync.platform_states state
        set desired_version = greatest(state.desired_version, drift.held) + 1, pending_since = now(),
            next_attempt_at = now(), attempts = 0, background = true
       from stale join drift using (user_id)
      where state.platform = $1 and state.user_id = stale.user_id
     returning state.user_id`,
    [
      platform,
      drifts.map(({ userId }) => userId),
      drifts.map(({ confirmedVersion }) => confirmedVersion),
      drifts.map(({ heldVersion }) => heldVersion),
    ],
  );
  return healed.length;
}
