import type { Clock, DurationMs } from '#kernel/time';

// A tenth of a second's worth may go out at once; more would let a second see far more than its rate.
const burstSeconds = 0.1;

/**
 * Enforces a rate: no second sees more than 1.1 times the process's share of `ratePerSecond` (or the share plus one,
 * below 10).
 */
export class TokenBucket {
  readonly ratePerSecond: number;
  readonly #clock: Clock;
  #share = 1;
  #tokens: number;
  #filledAt: DurationMs;

  constructor(clock: Clock, ratePerSecond: number) {
    this.ratePerSecond = ratePerSecond;
    this.#clock = clock;
    this.#tokens = this.#capacity;
    this.#filledAt = clock.monotonic();
  }

  /** How much of the rate this process may use, above 0 and up to 1. Counts from now on. */
  setShare(share: number): void {
    this.#fill();
    this.#share = share;
    this.#tokens = Math.min(this.#capacity, this.#tokens);
  }

  /** Takes one token. Returns 0 when there was one, otherwise the milliseconds until there is. */
  take(): DurationMs {
    this.#fill();
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 0;
    }
    return Math.ceil(((1 - this.#tokens) * 1000) / this.#rate);
  }

  get #rate(): number {
    return this.ratePerSecond * this.#share;
  }

  get #capacity(): number {
    return Math.max(1, this.#rate * burstSeconds);
  }

  #fill(): void {
    const now = this.#clock.monotonic();
    const earned = ((now - this.#filledAt) * this.#rate) / 1000;
    this.#tokens = Math.min(this.#capacity, this.#tokens + earned);
    this.#filledAt = now;
  }
}
