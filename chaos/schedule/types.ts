import type { DurationMs } from '#kernel/time';

export const platformIds = ['black_portal', 'support_portal', 'trading_platform'] as const;
export type ChaosPlatformId = (typeof platformIds)[number];

/** One thing that goes wrong. `hub` is the number of a hub process, from 0. */
export type Fault =
  /** `kill -9`; the supervisor starts it again after `downMs`. */
  | { readonly kind: 'kill_hub'; readonly hub: number; readonly downMs: DurationMs }
  | { readonly kind: 'kill_platform'; readonly platform: ChaosPlatformId; readonly downMs: DurationMs }
  /** `kill -9` of the postmaster and of every process of the server. */
  | { readonly kind: 'kill_database'; readonly downMs: DurationMs }
  /** SIGSTOP, and SIGCONT after `forMs`: beyond a lease, the hub is a straggler when it wakes. */
  | { readonly kind: 'hang_hub'; readonly hub: number; readonly forMs: DurationMs }
  | { readonly kind: 'hang_platform'; readonly platform: ChaosPlatformId; readonly forMs: DurationMs }
  /** Everything between hubs and platform takes `latencyMs` longer, each way. */
  | {
      readonly kind: 'slow_platform';
      readonly platform: ChaosPlatformId;
      readonly latencyMs: DurationMs;
      readonly forMs: DurationMs;
    }
  /** Nothing passes between hubs and platform, though connections stay open; then all of it arrives late. */
  | { readonly kind: 'stall_platform'; readonly platform: ChaosPlatformId; readonly forMs: DurationMs }
  /** Connections from hubs to the platform are reset, again and again. */
  | { readonly kind: 'cut_platform'; readonly platform: ChaosPlatformId; readonly forMs: DurationMs }
  /** Connections from platforms to hubs are reset, again and again. */
  | { readonly kind: 'cut_senders'; readonly forMs: DurationMs }
  /** Connections from one hub to the database are reset, again and again. */
  | { readonly kind: 'cut_database'; readonly hub: number; readonly forMs: DurationMs }
  /** One hub’s statements and their answers are held back: its leases run out and it cannot know. */
  | { readonly kind: 'stall_database'; readonly hub: number; readonly forMs: DurationMs }
  /** The hub’s wall clock jumps; it is `shiftMs` off from now on, also after a restart. */
  | { readonly kind: 'shift_clock'; readonly hub: number; readonly shiftMs: DurationMs };

export type FaultKind = Fault['kind'];

export interface TimedFault {
  /** From the beginning of the episode. */
  readonly afterMs: DurationMs;
  readonly fault: Fault;
}

/** How long the system takes to recover is promised for these two. */
export type MeasuredKind = 'kill_hub' | 'kill_database';

/** Faults that belong together. Between episodes everything is whole again. */
export type Episode =
  /** One fault alone, whose recovery is measured. */
  | { readonly kind: 'measured'; readonly fault: Extract<Fault, { kind: MeasuredKind }> }
  /** Many at once. */
  | { readonly kind: 'storm'; readonly faults: readonly TimedFault[] };

export interface Schedule {
  readonly seed: number;
  /** How far each hub’s clock is off from the start. */
  readonly clockShiftsMs: readonly DurationMs[];
  readonly episodes: readonly Episode[];
}
