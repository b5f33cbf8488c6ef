import { startForgotten, type Onboarding } from '#onboarding';
import type { Cancellable } from '#kernel/time';

const intervalMs = 60_000;

/** Looks every minute, and at the start, for people whose joining a dead hub had begun. */
export function keepJoinings(onboarding: Onboarding): { close(): void } {
  const { clock, logger } = onboarding;
  let timer: Cancellable | undefined;
  let closed = false;
  const run = async (): Promise<void> => {
    await startForgotten(onboarding).catch((error: unknown) => {
      logger.warn({ err: error }, 'forgotten joinings are looked for again later');
    });
    if (!closed) timer = clock.schedule(intervalMs, () => void run());
  };
  void run();
  return {
    close() {
      closed = true;
      timer?.cancel();
    },
  };
}
