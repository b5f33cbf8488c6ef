import { isUnavailable } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import type { Cancellable, DurationMs } from '#kernel/time';
import { nextDueInMs } from './next-due-in-ms.ts';
import { profilePlatforms } from './profile-platforms.ts';
import { reconcilePlatform } from './reconcile-platform.ts';
import type { Sync } from './types.ts';

/** Pause after the database was away or something unforeseen happened. */
const troublePauseMs = 500;

export interface PlatformPump {
  /** Something may be due. Does nothing while the platform is held. */
  wake(): void;
  /** The platform changed: it may take profiles again. */
  resume(): void;
  close(): Promise<void>;
}

/**
 * Keeps one platform in step, whatever the others do. One request is under way at a time.
 *
 * - *resting*: nothing is due. Leaves when woken, or by the timer of the next retry or sweep → *pumping*.
 * - *pumping*: claims, pushes, writes down, until nothing is due → *resting*; until the platform is held → *held*;
 *   until something fails unforeseen → *resting* with a short timer.
 * - *held*: the platform is disabled, down or over its limit. Being woken changes nothing; the platform’s change
 *   or the end of the hold does → *pumping*.
 * - *closed*: the request under way is finished, then nothing more happens.
 */
export function createPlatformPump(sync: Sync, platformId: PlatformId, onProgress: () => void): PlatformPump {
  let state: 'resting' | 'pumping' | 'held' | 'closed' = 'resting';
  let isWokenAgain = false;
  let timer: Cancellable | undefined;
  let work: Promise<void> = Promise.resolve();
  let batchSize = sync.options.batchSize;

  const sleepFor = (delayMs: DurationMs): void => {
    timer?.cancel();
    timer = sync.clock.schedule(delayMs, start);
  };

  function start(): void {
    timer?.cancel();
    if (state === 'closed') return;
    if (state === 'pumping') {
      isWokenAgain = true;
      return;
    }
    state = 'pumping';
    work = pump();
  }

  /** @returns milliseconds until there is more to do */
  async function drain(): Promise<{ next: 'resting' | 'held'; delayMs: DurationMs }> {
    for (;;) {
      isWokenAgain = false;
      const platform = profilePlatforms(sync.connectors).find(({ id }) => id === platformId);
      if (platform === undefined || state === 'closed')
        return { next: 'resting', delayMs: sync.options.sweepMs };
      const result = await reconcilePlatform(sync, platform, batchSize);
      if (result === undefined) {
        if (isWokenAgain) continue;
        const dueInMs = await nextDueInMs(sync.database, platformId);
        return { next: 'resting', delayMs: Math.min(sync.options.sweepMs, dueInMs ?? Infinity) };
      }
      if (result.kind === 'held') return { next: 'held', delayMs: result.retryAfterMs };
      batchSize = nextBatchSize(result.isRefusedWhole, batchSize, sync.options.batchSize);
      onProgress();
    }
  }

  async function pump(): Promise<void> {
    const outcome = await drain().catch((error: unknown) => {
      if (!isUnavailable(error))
        sync.logger.error({ err: error, platform: platformId }, 'profile push failed');
      return { next: 'resting', delayMs: troublePauseMs } as const;
    });
    if (state === 'closed') return;
    state = outcome.next;
    sleepFor(outcome.delayMs);
    if (isWokenAgain && state === 'resting') start();
  }

  return {
    wake() {
      if (state !== 'held') start();
    },
    resume: start,
    async close() {
      state = 'closed';
      timer?.cancel();
      await work;
    },
  };
}

/** A batch that is refused as a whole is halved until the profile at fault stands alone; success doubles it again. */
function nextBatchSize(isRefusedWhole: boolean, size: number, sizeMax: number): number {
  return isRefusedWhole ? Math.max(1, Math.floor(size / 2)) : Math.min(sizeMax, size * 2);
}
