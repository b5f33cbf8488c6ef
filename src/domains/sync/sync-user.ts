import type { Sync, UserSyncRequest } from './types.ts';
import type { UnifiedProfile } from './unified-profile.ts';

export interface UserSync {
  /** `confirmed`: every platform holds the profile. `pending`: the workers go on with those that do not yet. */
  readonly status: 'confirmed' | 'pending';
  readonly profile: UnifiedProfile;
}

/**
 * Makes a person’s tier known everywhere, and the person too, if need be.
 *
 * Profile, desired versions and the event that tells of them are one transaction. Then every platform is told
 * directly, all at once, and the answer waits up to `confirmationWaitMs` for their confirmations.
 *
 * @throws `database.unavailable`; nothing was changed then
 */
export async function syncUser(sync: Sync, request: UserSyncRequest): Promise<UserSync> {
  const startedAt = sync.clock.monotonic();
  const profile = await sync.wishes.add(request);
  const status = profile.syncStatus.syncHealth === 'healthy' ? 'confirmed' : 'pending';
  sync.metrics.userSyncSeconds.observe({ result: status }, (sync.clock.monotonic() - startedAt) / 1_000);
  return { status, profile };
}
