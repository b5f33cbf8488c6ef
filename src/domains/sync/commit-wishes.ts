import { appendWithin, type NewEvent } from '#events';
import { uuidv7 } from '#kernel/ids';
import type { PlatformId } from '#kernel/platforms';
import { announcePushes } from './announce-pushes.ts';
import { claimPushesOf } from './claim-pushes-of.ts';
import { leaseMsOf } from './lease-ms-of.ts';
import { profilePlatforms, type ProfilePlatform } from './profile-platforms.ts';
import { pushProfiles } from './push-profiles.ts';
import { readPushes } from './read-pushes.ts';
import { readUnifiedProfiles } from './read-unified-profiles.ts';
import { requestPushes } from './request-pushes.ts';
import type { Push, SettledProfiles, Sync, UserSyncRequest } from './types.ts';
import { upsertProfiles, type UpsertOutcome } from './upsert-profiles.ts';
import { waitAtMost } from './wait-at-most.ts';

type PushesByPlatform = ReadonlyMap<PlatformId, readonly Push[]>;

/**
 * Writes wishes about distinct people in one transaction and tells the platforms of them.
 *
 * @returns after the commit; `settled` has the profiles once the platforms confirmed, or the wait is over
 * @throws `database.unavailable`; nothing was changed then
 */
export async function commitWishes(
  sync: Sync,
  wishes: readonly UserSyncRequest[],
): Promise<{ readonly settled: SettledProfiles }> {
  const platforms = profilePlatforms(sync.connectors);
  const claimed = await writeWishes(sync, wishes, platforms);
  const pushing = pushAll(sync, platforms, claimed).finally(() => sync.unfinished.delete(pushing));
  sync.unfinished.add(pushing);
  const settled = waitAtMost(sync.clock, sync.options.confirmationWaitMs, pushing).then(() =>
    readUnifiedProfiles(
      sync,
      wishes.map(({ userId }) => userId),
    ),
  );
  return { settled };
}

/** Writes what is wanted, and claims and reads what has to be pushed for it. */
async function writeWishes(
  sync: Sync,
  wishes: readonly UserSyncRequest[],
  platforms: readonly ProfilePlatform[],
): Promise<PushesByPlatform> {
  const ids = platforms.map(({ id }) => id);
  const userIds = wishes.map(({ userId }) => userId);
  const leaseMs = Math.max(0, ...platforms.map(leaseMsOf));
  return sync.database.transaction(async (transaction) => {
    const changes = wishes.map(({ userId, tier, source = 'hub' }) => ({
      userId,
      tier,
      active: true,
      source,
    }));
    for (const { alongside } of wishes) await alongside?.(transaction);
    const outcomes = await upsertProfiles(transaction, changes, ids, leaseMs);
    await requestPushes(transaction, forced(wishes, outcomes), ids, 'live', leaseMs);
    await claimPushesOf(transaction, unchanged(outcomes), ids, leaseMs);
    const claimed = await readPushes(transaction, ids, userIds);
    await appendWithin(sync.log, transaction, eventsOf(sync, wishes, outcomes));
    return claimed;
  });
}

/** People who are to be pushed though nothing about them changed. */
function forced(wishes: readonly UserSyncRequest[], outcomes: readonly UpsertOutcome[]): string[] {
  const candidates = new Set(unchanged(outcomes));
  return wishes.flatMap(({ userId, forceSync }) =>
    forceSync === true && candidates.has(userId) ? userId : [],
  );
}

const unchanged = (outcomes: readonly UpsertOutcome[]): string[] =>
  outcomes.flatMap(({ kind, userId }) => (kind === 'unchanged' ? userId : []));

/** The events that tell of people who are new or have another tier. */
function eventsOf(
  sync: Sync,
  wishes: readonly UserSyncRequest[],
  outcomes: readonly UpsertOutcome[],
): NewEvent[] {
  const nowMs = sync.clock.now();
  const requestedBy = new Map(wishes.map(({ userId, source = 'hub' }) => [userId, source]));
  return outcomes.flatMap((outcome): NewEvent[] => {
    if (outcome.kind !== 'created' && outcome.kind !== 'tier_changed') return [];
    const { userId, tier } = outcome;
    const before = outcome.kind === 'tier_changed' ? { previousTier: outcome.previousTier } : {};
    return [
      {
        eventId: uuidv7(nowMs),
        timestamp: new Date(nowMs).toISOString(),
        source: 'hub',
        eventType: outcome.kind === 'created' ? 'user_created' : 'user_upgraded',
        payload: { userId, tier, ...before, requestedBy: requestedBy.get(userId) },
      },
    ];
  });
}

/** Tells all platforms at once. Never rejects: what was not confirmed is the workers’ to finish. */
async function pushAll(
  sync: Sync,
  platforms: readonly ProfilePlatform[],
  claimed: PushesByPlatform,
): Promise<void> {
  const pushes = platforms.flatMap((platform) => {
    const batch = claimed.get(platform.id);
    return batch === undefined ? [] : pushProfiles(sync, platform, batch);
  });
  const results = await Promise.all(pushes).catch((error: unknown) => {
    sync.logger.warn({ err: error }, 'direct push left to the workers');
    return undefined;
  });
  const isDone = results?.every((result) => result.kind === 'sent' && result.failed.length === 0) ?? false;
  if (!isDone) await announcePushes(sync.database).catch(() => {});
}
