import type { PlatformId } from '#kernel/platforms';
import { profilePlatforms } from './profile-platforms.ts';
import { openMessage } from './sealed-message.ts';
import type { SyncHealth } from './sync-health.ts';
import type { Sync } from './types.ts';

/** How one platform stands to a person’s profile. */
export interface PlatformState {
  readonly platform: PlatformId;
  readonly health: SyncHealth;
  readonly desiredVersion: number;
  /** 0: the platform never confirmed any. */
  readonly confirmedVersion: number;
  readonly confirmedAt: string | null;
  /** Since when the two differ; `null`: they don’t. */
  readonly pendingSince: string | null;
  /** `null`: nothing to do, or not before somebody changes or forces the profile. */
  readonly nextAttemptAt: string | null;
  /** Failed pushes of the desired version. */
  readonly attempts: number;
  readonly lastError: { readonly code: string; readonly message: string } | null;
}

interface StateRow extends Record<string, unknown> {
  readonly platform: PlatformId;
  readonly health: SyncHealth;
  readonly desired_version: number;
  readonly confirmed_version: number;
  readonly confirmed_at: Date | null;
  readonly pending_since: Date | null;
  readonly next_attempt_at: Date | null;
  readonly attempts: number;
  readonly last_error_code: string | null;
  readonly last_error_message: string | null;
}

/** The states of a person’s profile on every platform that takes profiles; empty when the person is unknown. */
export async function readPlatformStates(sync: Sync, userId: string): Promise<PlatformState[]> {
  const rows = await sync.database.query<StateRow>(
    `select state.platform, sync.state_health(state) as health,
            state.desired_version::float8 as desired_version,
            state.confirmed_version::float8 as confirmed_version,
            state.confirmed_at, state.pending_since, state.attempts, state.last_error_code,
            state.last_error_message,
            case when state.pending_since is not null then nullif(state.next_attempt_at, 'infinity') end
              as next_attempt_at
       from sync.platform_states state
      where state.user_id = $1 and state.platform = any ($2)
      order by state.platform`,
    [userId, profilePlatforms(sync.connectors).map(({ id }) => id)],
  );
  return rows.map((row) => ({
    platform: row.platform,
    health: row.health,
    desiredVersion: row.desired_version,
    confirmedVersion: row.confirmed_version,
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    pendingSince: row.pending_since?.toISOString() ?? null,
    nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
    attempts: row.attempts,
    lastError:
      row.last_error_code === null
        ? null
        : {
            code: row.last_error_code,
            message: openMessage(sync.database.texts, userId, row.last_error_message ?? ''),
          },
  }));
}
