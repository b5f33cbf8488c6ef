import { appendWithin } from '#events';
import type { PlatformId } from '#kernel/platforms';
import { lockProfiles } from './lock-profiles.ts';
import { markSynced } from './mark-synced.ts';
import { profilePlatforms } from './profile-platforms.ts';
import { recordConfirmed } from './record-confirmed.ts';
import { toSyncedEvent } from './to-synced-event.ts';
import type { Push, Sync } from './types.ts';

/**
 * Writes down that a platform holds these versions, and tells by `user_synced` of people of whose present profile
 * it was the last platform to confirm: one event per person and profile version, whichever hub sees to it.
 *
 * The last platform is found under a lock of the person’s profile. Without it, two platforms that confirm at the
 * same moment could each take the other for pending, and nobody would tell. Profiles are locked before states, as
 * wherever both are written. Bulk jobs and healing mostly push what was told long ago, and lock nothing.
 *
 * @throws `database.unavailable`; the pushes then come due again, and the platform ignores them
 */
export async function confirmPushes(
  sync: Sync,
  platform: PlatformId,
  confirmed: readonly Pick<Push, 'userId' | 'version' | 'isUntold'>[],
): Promise<void> {
  const untold = confirmed.flatMap(({ userId, isUntold }) => (isUntold ? userId : []));
  if (untold.length === 0) {
    if (confirmed.length > 0) await recordConfirmed(sync.database, platform, confirmed);
    return;
  }
  const platforms = profilePlatforms(sync.connectors).map(({ id }) => id);
  await sync.database.transaction(async (transaction) => {
    await lockProfiles(transaction, untold);
    await recordConfirmed(transaction, platform, confirmed);
    const synced = await markSynced(transaction, untold, platforms);
    const nowMs = sync.clock.now();
    await appendWithin(
      sync.log,
      transaction,
      synced.map((person) => toSyncedEvent(person, nowMs)),
    );
  });
}
