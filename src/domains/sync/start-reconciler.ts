import { listPlatforms, onPlatformChange, platformHealth } from '#connectors';
import { listen } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import { backfillPlatform } from './backfill-platform.ts';
import { createPlatformPump, type PlatformPump } from './platform-pump.ts';
import { profilePlatforms } from './profile-platforms.ts';
import { recallPushes } from './recall-pushes.ts';
import { syncChannel } from './announce-pushes.ts';
import type { Sync } from './types.ts';

export interface Reconciler {
  close(): Promise<void>;
}

/**
 * Makes every platform hold what is desired, for as long as it is not closed. Any number of hubs may run one.
 *
 * Each platform has a pump of its own, so one that hangs delays nobody else. Pumps are woken by the transactions
 * that ask for pushes (NOTIFY, from any hub) and by platforms that come back.
 *
 * @param onNews called when pushes became due or a batch was written down
 */
export function startReconciler(sync: Sync, onNews: () => void = () => {}): Reconciler {
  const pumps = new Map<PlatformId, PlatformPump>();
  const available = new Map<PlatformId, boolean>();
  const background = new Set<Promise<void>>();

  const inBackground = (work: Promise<void>): void => {
    const settled = work
      .catch((error: unknown) => sync.logger.warn({ err: error }, 'profile reconciliation will try again'))
      .finally(() => background.delete(settled));
    background.add(settled);
  };

  const wake = (platform?: PlatformId): void => {
    if (platform !== undefined) pumps.get(platform)?.wake();
    else for (const pump of pumps.values()) pump.wake();
    onNews();
  };

  const followPlatforms = (): void => {
    const platforms = profilePlatforms(sync.connectors);
    for (const [id, pump] of pumps) {
      if (platforms.some((platform) => platform.id === id)) continue;
      pumps.delete(id);
      available.delete(id);
      inBackground(pump.close());
    }
    for (const { id } of platforms) {
      const isNew = !pumps.has(id);
      const pump = pumps.get(id) ?? createPlatformPump(sync, id, onNews);
      pumps.set(id, pump);
      const wasAvailable = available.get(id);
      available.set(id, isAvailable(sync, id));
      // Somebody may have become known while the platform was not registered here.
      if (isNew) inBackground(backfillPlatform(sync.database, id).then(() => pump.wake()));
      if (available.get(id) && wasAvailable === false) {
        inBackground(recallPushes(sync.database, id).then(() => pump.resume()));
      } else pump.resume();
    }
  };

  const unsubscribe = onPlatformChange(sync.connectors, ({ kind }) => {
    if (kind !== 'check') followPlatforms();
  });
  const listener = listen(sync.database, sync.clock, [syncChannel], {
    onNotification: (_channel, platform) => wake(platform === '' ? undefined : platform),
    onConnect: () => wake(),
  });
  followPlatforms();
  return {
    async close() {
      unsubscribe();
      await listener.close();
      await Promise.all([...pumps.values()].map((pump) => pump.close()));
      await Promise.all(background);
    },
  };
}

function isAvailable(sync: Sync, platformId: PlatformId): boolean {
  const isEnabled = listPlatforms(sync.connectors).some(({ id, enabled }) => id === platformId && enabled);
  const health = platformHealth(sync.connectors).find((candidate) => candidate.platformId === platformId);
  return isEnabled && health?.state !== 'down' && health?.circuit !== 'open';
}
