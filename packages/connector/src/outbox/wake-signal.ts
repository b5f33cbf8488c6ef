import type { Clock } from '../time.ts';

/** Lets one loop sleep until somebody has something for it. A wake-up that comes early is kept. */
export interface WakeSignal {
  wake(): void;
  /** Resolves on the next `wake`, at once when one came since the last wait, or after `timeoutMs`. */
  wait(timeoutMs: number): Promise<void>;
  /** Forgets a wake-up that came already. */
  reset(): void;
}

export function createWakeSignal(clock: Pick<Clock, 'schedule'>): WakeSignal {
  let awake = false;
  let resume: (() => void) | undefined;
  return {
    wake() {
      awake = true;
      resume?.();
    },
    async wait(timeoutMs) {
      if (!awake) {
        await new Promise<void>((resolve) => {
          const timer = clock.schedule(timeoutMs, resolve);
          resume = () => {
            timer.cancel();
            resolve();
          };
        });
      }
      resume = undefined;
      awake = false;
    },
    reset() {
      awake = false;
    },
  };
}
