import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult } from 'cockatiel';
import type {
  CircuitBreakerPolicy,
  IBackoff,
  IBackoffFactory,
  IHalfOpenAfterBackoffContext,
} from 'cockatiel';
import type { Clock, DurationMs } from '#kernel/time';

/**
 * The circuit of one address of a platform:
 *
 * - `closed`: calls pass. After `failuresToOpen` consecutive failures it becomes `open`.
 * - `open`: no call passes. After `probeAfterMs` the next call makes it `half_open`. The wait doubles with each
 *   probe that fails, up to `probeAfterMsMax`; a passed health check (`probeSoon`) takes it back to its start.
 * - `half_open`: one call, the probe, is under way; others are held. Its success makes the circuit `closed`,
 *   its failure `open`.
 */
export type CircuitPosition = 'closed' | 'open' | 'half_open';

export type CircuitListener = (position: CircuitPosition, previous: CircuitPosition) => void;

export interface CircuitOptions {
  readonly failuresToOpen: number;
  readonly probeAfterMs: DurationMs;
  readonly probeAfterMsMax: DurationMs;
}

// How soon to look again while somebody else's probe is under way; the change itself is announced.
const probeRecheckMs: DurationMs = 100;

export class Circuit<Result> {
  readonly #policy: CircuitBreakerPolicy;
  readonly #probe: ProbeDelay;

  constructor(
    clock: Clock,
    options: CircuitOptions,
    isFailure: (result: Result) => boolean,
    onChange: CircuitListener,
  ) {
    this.#probe = new ProbeDelay(clock, options);
    this.#policy = circuitBreaker(
      handleWhenResult((result) => isFailure(result as Result)),
      { breaker: new ConsecutiveBreaker(options.failuresToOpen), halfOpenAfter: this.#probe },
    );
    let previous: CircuitPosition = 'closed';
    this.#policy.onStateChange((state) => {
      const position = toPosition(state);
      onChange(position, previous);
      previous = position;
    });
  }

  get position(): CircuitPosition {
    return toPosition(this.#policy.state);
  }

  /** Milliseconds until a call may pass; 0: now. */
  waitMs(): DurationMs {
    if (this.#policy.state === CircuitState.Closed) return 0;
    return this.#policy.state === CircuitState.Open ? this.#probe.waitMs() : probeRecheckMs;
  }

  /** Calls through the circuit. Only to be used when `waitMs()` said 0 in the same turn. */
  run(action: () => Promise<Result>): Promise<Result> {
    return this.#policy.execute(action);
  }

  /** The platform seems to be back: forget how often probes failed. Returns whether the wait became shorter. */
  probeSoon(): boolean {
    return this.#policy.state === CircuitState.Open && this.#probe.shorten();
  }
}

/**
 * Tells the breaker when it may let a probe through. The library compares `duration` with the wall clock; ours
 * says “at once” or “never”, so that the injected monotonic clock alone decides and the wait can be shortened.
 */
class ProbeDelay
  implements IBackoffFactory<IHalfOpenAfterBackoffContext>, IBackoff<IHalfOpenAfterBackoffContext>
{
  readonly #clock: Clock;
  readonly #options: CircuitOptions;
  #openedAt: DurationMs = 0;
  #dueAt: DurationMs = 0;

  constructor(clock: Clock, options: CircuitOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  get duration(): number {
    return this.waitMs() === 0 ? -Infinity : Infinity;
  }

  next({ attempt }: IHalfOpenAfterBackoffContext): this {
    const { probeAfterMs, probeAfterMsMax } = this.#options;
    this.#openedAt = this.#clock.monotonic();
    this.#dueAt = this.#openedAt + Math.min(probeAfterMs * 2 ** (attempt - 1), probeAfterMsMax);
    return this;
  }

  waitMs(): DurationMs {
    return Math.max(0, this.#dueAt - this.#clock.monotonic());
  }

  shorten(): boolean {
    const soon = Math.min(this.#dueAt, this.#openedAt + this.#options.probeAfterMs);
    const shorter = soon < this.#dueAt;
    this.#dueAt = soon;
    return shorter;
  }
}

function toPosition(state: CircuitState): CircuitPosition {
  if (state === CircuitState.Closed) return 'closed';
  return state === CircuitState.HalfOpen ? 'half_open' : 'open';
}
