import type { Cancellable, Clock, DurationMs } from './time.ts';

interface Entry {
  readonly dueAt: DurationMs;
  readonly order: number;
  readonly action: () => void;
}

/** A clock that stands still until it is told to advance; for tests and simulations. */
export class VirtualClock implements Clock {
  #elapsedMs: DurationMs = 0;
  #order = 0;
  #entries: Entry[] = [];
  readonly #epochMs: number;

  constructor(epochMs = Date.UTC(2026, 0, 1)) {
    this.#epochMs = epochMs;
  }

  now(): number {
    return this.#epochMs + this.#elapsedMs;
  }

  monotonic(): DurationMs {
    return this.#elapsedMs;
  }

  schedule(delayMs: DurationMs, action: () => void): Cancellable {
    const entry: Entry = { dueAt: this.#elapsedMs + delayMs, order: this.#order++, action };
    this.#entries.push(entry);
    return {
      cancel: () => {
        this.#entries = this.#entries.filter((other) => other !== entry);
      },
    };
  }

  /** Milliseconds until the next scheduled action, or `undefined` when nothing is scheduled. */
  untilNext(): DurationMs | undefined {
    if (this.#entries.length === 0) return undefined;
    return Math.max(0, Math.min(...this.#entries.map((entry) => entry.dueAt)) - this.#elapsedMs);
  }

  /** Moves time forward, running what falls due in order. */
  advance(byMs: DurationMs): void {
    const target = this.#elapsedMs + byMs;
    for (;;) {
      const due = this.#entries
        .filter((entry) => entry.dueAt <= target)
        .toSorted((left, right) => left.dueAt - right.dueAt || left.order - right.order)[0];
      if (due === undefined) break;
      this.#entries = this.#entries.filter((entry) => entry !== due);
      this.#elapsedMs = Math.max(this.#elapsedMs, due.dueAt);
      due.action();
    }
    this.#elapsedMs = target;
  }
}
