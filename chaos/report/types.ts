import type { DurationMs } from '#kernel/time';
import type { Proof } from '../proof/prove.ts';
import type { Recovery } from '../recovery/types.ts';
import type { FaultKind } from '../schedule/types.ts';
import type { Crash } from '../stage/types.ts';

/** All that a run has found. */
export interface RunReport {
  readonly seed: number;
  readonly hubs: number;
  readonly tookMs: DurationMs;
  /** How often each kind of fault happened. */
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  readonly load: {
    /** Orders that the trading platform said it filled. */
    readonly filled: number;
    /** Events that hubs accepted from others. */
    readonly accepted: number;
    /** People whose tier was set. */
    readonly people: number;
    /** Requests that had to be sent again. */
    readonly repetitions: number;
    readonly surprises: readonly string[];
  };
  readonly recoveries: readonly Recovery[];
  /** After each storm, how long until everything ran and moved promptly; `null`, last: not in time. */
  readonly calmAfterMs: readonly (DurationMs | null)[];
  readonly crashes: readonly Crash[];
  readonly proof: Proof;
}
