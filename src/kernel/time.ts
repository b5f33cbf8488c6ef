/** Milliseconds. */
export type DurationMs = number;

export interface Cancellable {
  cancel(): void;
}

/**
 * The source of time. Everything that waits or stamps takes one, so that tests run on a virtual clock.
 */
export interface Clock {
  /** Wall-clock time, milliseconds since 1970-01-01T00:00:00Z. May jump; never use it to measure. */
  now(): number;
  /** Monotonic time in milliseconds, from an arbitrary origin. Only differences mean anything. */
  monotonic(): DurationMs;
  /** Calls `action` once after `delayMs`. */
  schedule(delayMs: DurationMs, action: () => void): Cancellable;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** Resolves after `delayMs` on `clock`. */
export function sleep(clock: Clock, delayMs: DurationMs): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(delayMs, resolve);
  });
}
