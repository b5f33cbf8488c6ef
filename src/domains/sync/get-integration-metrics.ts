import type { PlatformId } from '#kernel/platforms';
import { countUsers, type UserCounts } from './count-users.ts';
import { performHealthCheck, type HealthCheck } from './perform-health-check.ts';
import { profilePlatforms } from './profile-platforms.ts';
import type { Sync } from './types.ts';

export interface PlatformSyncMetrics {
  /** Profiles that the platform has not confirmed in their present version. */
  readonly pending: number;
  /** Those of them that it refuses, or that wait too long. */
  readonly failed: number;
  /** Milliseconds since the oldest of them was wanted; `null`: none is pending. */
  readonly oldestPendingMs: number | null;
  /** As the platform itself reports them with its health. */
  readonly reported: HealthCheck['metrics'];
}

export interface IntegrationMetrics {
  readonly users: UserCounts;
  readonly platforms: Readonly<Record<PlatformId, PlatformSyncMetrics>>;
}

/** People by tier, and how far each platform’s profiles are behind. */
export async function getIntegrationMetrics(sync: Sync): Promise<IntegrationMetrics> {
  const platforms = profilePlatforms(sync.connectors).map(({ id }) => id);
  const [users, rows] = await Promise.all([
    countUsers(sync.database),
    sync.database.query<{ platform: string; pending: number; failed: number; oldest_ms: number }>(
      `select platform, count(*)::float8 as pending,
              count(*) filter (where sync.state_health(state) = 'failed')::float8 as failed,
              (extract(epoch from now() - min(pending_since)) * 1000)::float8 as oldest_ms
         from sync.platform_states state
        where confirmed_version <> desired_version and platform = any ($1)
        group by platform`,
      [platforms],
    ),
  ]);
  const checks = performHealthCheck(sync);
  const entries = platforms.map((id): [PlatformId, PlatformSyncMetrics] => {
    const row = rows.find(({ platform }) => platform === id);
    return [
      id,
      {
        pending: row?.pending ?? 0,
        failed: row?.failed ?? 0,
        oldestPendingMs: row === undefined ? null : Math.round(row.oldest_ms),
        reported: checks.get(id)?.metrics ?? null,
      },
    ];
  });
  return { users, platforms: Object.fromEntries(entries) };
}
