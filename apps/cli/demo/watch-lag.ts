import type { Cancellable, Clock } from '#kernel/time';
import { readGauges } from '../hub/read-gauges.ts';

export interface LagWatch {
  /** Events accepted and not yet settled at some platform; `undefined` while it is not known. */
  current(): number | undefined;
  close(): void;
}

const pollMs = 1_000;

/** Keeps asking the hub how far the platforms are behind. */
export function watchLag(clock: Clock, hubUrl: string): LagWatch {
  let lag: number | undefined;
  let pending: Cancellable | undefined;
  let closed = false;
  const ask = async (): Promise<void> => {
    try {
      const gauges = [...(await readGauges(hubUrl)).values()];
      lag = gauges.reduce((sum, platform) => sum + platform.lag, 0);
    } catch {
      // The hub restarts, perhaps; the figure is only shown.
      lag = undefined;
    }
    if (!closed) pending = clock.schedule(pollMs, () => void ask());
  };
  void ask();
  return {
    current: () => lag,
    close() {
      closed = true;
      pending?.cancel();
    },
  };
}
