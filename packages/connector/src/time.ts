/**
 * The source of time, so that tests run on a clock of their own. The platform’s own clock object may be
 * passed wherever one is taken.
 */
export interface Clock {
  /** Wall-clock time, milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Monotonic milliseconds from an arbitrary origin; only differences mean anything. */
  monotonic(): number;
  /** Calls `action` once after `delayMs`. */
  schedule(delayMs: number, action: () => void): { cancel(): void };
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};
