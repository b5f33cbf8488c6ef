import type { Clock } from '#kernel/time';

/** Makes a function that says yes `timesMax` times a second, and no from then on. */
export function allowPerSecond(clock: Clock, timesMax: number): () => boolean {
  let windowStartMs = Number.NEGATIVE_INFINITY;
  let times = 0;
  return () => {
    const nowMs = clock.monotonic();
    if (nowMs - windowStartMs >= 1_000) {
      windowStartMs = nowMs;
      times = 0;
    }
    times += 1;
    return times <= timesMax;
  };
}
