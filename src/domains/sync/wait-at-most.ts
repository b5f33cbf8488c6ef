import type { Clock, DurationMs } from '#kernel/time';

/** Resolves when `work` has settled, or after `waitMs`, whichever is first. The work itself goes on. */
export function waitAtMost(clock: Clock, waitMs: DurationMs, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.schedule(waitMs, resolve);
    const finish = (): void => {
      timer.cancel();
      resolve();
    };
    work.then(finish, finish);
  });
}
