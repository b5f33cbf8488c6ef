import type { Clock, DurationMs } from '#kernel/time';

// A tenth of a second's worth may go out at once; more would let a second see far more than its rate.
const burstSeconds = 0.1;

/** Enforces a rate: no second sees more than 1.1 times `ratePerSecond` (or the rate plus one, below 10). */
export class TokenBucket {
  readonly ratePerSecond: number;
  readonly #clock: Clock;
  readonly #capacity: number;
  #tokens: number;
  #filledAt: DurationMs;

  constructor(clock: Clock, ratePerSecond: number) {
    this.ratePerSecond = ratePerSecond;
    this.#clock = clock;
    this.#capacity = Math.max(1, ratePerSecond * burstSeconds);
    this.#tokens = this.#capacity;
    this.#filledAt = clock.monotonic();
  }

  /** Takes one token. Returns 0 when there was one, otherwise the milliseconds until there is. */
  take(): DurationMs {
    const now = this.#clock.monotonic();
    const earned = ((now - this.#filledAt) * this.ratePerSecond) / 1000;
    this.#tokens = Math.min(this.#capacity, this.#tokens + earned);
    this.#filledAt = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 0;
    }
    return Math.ceil(((1 - this.#tokens) * 1000) / this.ratePerSecond);
  }
}
