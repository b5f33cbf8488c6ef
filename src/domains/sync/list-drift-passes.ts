import type { PlatformId } from '#kernel/platforms';
import { profilePlatforms } from './profile-platforms.ts';
import type { Sync } from './types.ts';

/** The latest pass of the drift check over a platform. */
export interface DriftPass {
  readonly platform: PlatformId;
  readonly startedAt: string;
  /** `null`: under way. */
  readonly finishedAt: string | null;
  readonly nextPageAt: string;
  /** People there were when the pass began. */
  readonly usersTotal: number;
  readonly usersChecked: number;
  readonly usersHealed: number;
  /** Why the last page has to be tried again. */
  readonly lastError: string | null;
}

export async function listDriftPasses(sync: Sync): Promise<DriftPass[]> {
  const rows = await sync.database.query<{
    platform: string;
    started_at: Date;
    finished_at: Date | null;
    next_page_at: Date;
    users_total: number;
    users_checked: number;
    users_healed: number;
    last_error: string | null;
  }>(
    `select platform, started_at, finished_at, next_page_at, users_total::float8 as users_total,
            users_checked::float8 as users_checked,
            users_healed::float8 as users_healed, last_error
       from sync.drift_passes where platform = any ($1) order by platform`,
    [profilePlatforms(sync.connectors).map(({ id }) => id)],
  );
  return rows.map((row) => ({
    platform: row.platform,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    nextPageAt: row.next_page_at.toISOString(),
    usersTotal: row.users_total,
    usersChecked: row.users_checked,
    usersHealed: row.users_healed,
    lastError: row.last_error,
  }));
}
