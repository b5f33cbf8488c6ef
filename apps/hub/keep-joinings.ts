import { forgetWhatIsOver, joinAwaited, sealOldCircles } from '#anonymity';
import { startForgotten, type Onboarding } from '#onboarding';
import type { Cancellable } from '#kernel/time';

const intervalMs = 60_000;

/**
 * Every minute, and at the start: goes on with joinings that a dead hub had begun, lets replaced secrets join, forgets proofs
 * that are over, seals circles from before they were sealed.
 */
export function keepJoinings(onboarding: Onboarding): { close(): void } {
  const { clock, logger } = onboarding;
  let timer: Cancellable | undefined;
  let closed = false;
  const run = async (): Promise<void> => {
    const { anonymity } = onboarding;
    const upkeep = [
      startForgotten(onboarding),
      joinAwaited(anonymity),
      forgetWhatIsOver(anonymity),
      sealOldCircles(anonymity),
    ];
    await Promise.all(upkeep).catch((error: unknown) =>
      logger.warn({ err: error }, 'upkeep of memberships is tried again later'),
    );
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
