import { isUnavailable } from '#infra/db';
import type { Cancellable, DurationMs } from '#kernel/time';
import { advanceBulkJobs } from './advance-bulk-jobs.ts';
import type { Sync } from './types.ts';

export interface BulkWorker {
  /** Profiles were confirmed, or a job was started. */
  wake(): void;
  close(): Promise<void>;
}

/** Shortest pause between two steps: settling for each single batch of pushes would cost more than it tells. */
const stepPauseMs: DurationMs = 50;

/**
 * Drives the bulk jobs.
 *
 * - *waiting*: a timer runs to the next sweep. Being woken → *hurrying*; the sweep → *stepping*.
 * - *hurrying*: a short timer runs, in which more news may come; then → *stepping*.
 * - *stepping*: every job goes one step further; then *hurrying* if there was news meanwhile, else *waiting*.
 * - *closed*: the step under way is finished, then nothing more happens.
 */
export function startBulkWorker(sync: Sync): BulkWorker {
  let state: 'waiting' | 'hurrying' | 'stepping' | 'closed' = 'waiting';
  let hasNews = false;
  let timer: Cancellable | undefined;
  let work = Promise.resolve();

  const stepAfter = (delayMs: DurationMs): void => {
    timer?.cancel();
    timer = sync.clock.schedule(delayMs, () => {
      state = 'stepping';
      hasNews = false;
      work = step();
    });
  };
  const hurry = (): void => {
    state = 'hurrying';
    stepAfter(stepPauseMs);
  };
  async function step(): Promise<void> {
    await advanceBulkJobs(sync).catch((error: unknown) => {
      if (!isUnavailable(error)) sync.logger.error({ err: error }, 'bulk jobs will try again');
    });
    if (state === 'closed') return;
    if (hasNews) return hurry();
    state = 'waiting';
    stepAfter(sync.options.sweepMs);
  }
  hurry();
  return {
    wake() {
      if (state === 'waiting') hurry();
      else hasNews = true;
    },
    async close() {
      state = 'closed';
      timer?.cancel();
      await work;
    },
  };
}
