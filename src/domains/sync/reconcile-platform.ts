import { claimDuePushes } from './claim-due-pushes.ts';
import type { PushResult } from './interpret-answer.ts';
import { leaseMsOf } from './lease-ms-of.ts';
import type { ProfilePlatform } from './profile-platforms.ts';
import { pushProfiles } from './push-profiles.ts';
import type { Sync } from './types.ts';

/**
 * One step of the reconciliation: claims a batch of what is due on a platform, pushes it, writes down the outcome.
 *
 * @returns `undefined` when nothing was due
 */
export async function reconcilePlatform(
  sync: Sync,
  platform: ProfilePlatform,
  limit: number,
): Promise<PushResult | undefined> {
  const pushes = await claimDuePushes(sync.database, platform.id, { limit, leaseMs: leaseMsOf(platform) });
  return pushes.length === 0 ? undefined : pushProfiles(sync, platform, pushes);
}
