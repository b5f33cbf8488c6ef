/** What the console is told about flows. */

/** Events that entered the hub from one source during a step. */
export interface SourceCount {
  readonly source: string;
  readonly accepted: number;
}

/** Outcomes of deliveries of one source’s events to one platform during a step. */
export interface LegCount {
  readonly source: string;
  readonly platform: string;
  readonly processed: number;
  /** Attempts that failed and will be made again. */
  readonly failed: number;
  readonly dead: number;
}

export interface PlatformLevel {
  readonly platform: string;
  /** Milliseconds from accepted to processed, over this step; `null` when nothing was processed. */
  readonly latencyMs: { readonly p50: number; readonly p99: number } | null;
  /** Events accepted and not yet settled at the platform. */
  readonly lag: number;
  readonly parkedLanes: number;
  readonly deadLetters: number;
  readonly circuit: 'closed' | 'half_open' | 'open';
}

/** One step of time over all hubs. What did not move is left out; levels hold until they are given again. */
export interface FlowPoint {
  /** RFC 3339, the beginning of the step. */
  readonly at: string;
  readonly sources: readonly SourceCount[];
  readonly legs: readonly LegCount[];
  readonly platforms: readonly PlatformLevel[];
}

export const flowWindows = ['5m', '15m', '1h', '6h', '24h', '7d', '30d'] as const;
export type FlowWindow = (typeof flowWindows)[number];

export interface FlowHistory {
  /** Counts of a point are sums over this many seconds. */
  readonly stepSeconds: number;
  readonly from: string;
  readonly to: string;
  /** Oldest first. Steps in which nothing moved are left out. */
  readonly points: readonly FlowPoint[];
}

export type TierCounts = Readonly<Record<'onyx' | 'obsidian' | 'void', number>>;

export interface MemberGrowth {
  readonly tiers: TierCounts;
  /** Members who joined per day (UTC), oldest first. */
  readonly joined: readonly { readonly date: string; readonly tiers: TierCounts }[];
}
