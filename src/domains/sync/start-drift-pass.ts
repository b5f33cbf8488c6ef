import type { PlatformId } from '#kernel/platforms';
import { syncErrors } from './errors.ts';
import { profilePlatforms } from './profile-platforms.ts';
import type { Sync } from './types.ts';

/**
 * Begins a new pass of the drift check now, on one platform or on all; a pass under way begins anew.
 *
 * @returns the platforms concerned
 * @throws `sync.unknown_platform`
 */
export async function startDriftPass(sync: Sync, platformId?: PlatformId): Promise<PlatformId[]> {
  const known = profilePlatforms(sync.connectors).map(({ id }) => id);
  const chosen = platformId === undefined ? known : known.filter((id) => id === platformId);
  if (platformId !== undefined && chosen.length === 0) {
    throw syncErrors('sync.unknown_platform', { detail: `${platformId} takes no profiles.` });
  }
  await sync.database.query(
    `insert into sync.drift_passes (platform) select unnest($1::text[])
     on conflict (platform) do update set finished_at = now(), next_page_at = now()`,
    [chosen],
  );
  return chosen;
}
