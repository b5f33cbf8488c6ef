/**
 * What the hub gives to the console, over REST and over the WebSocket. Times are RFC 3339, durations
 * milliseconds. `e2e/console-contract.test.ts` compares it with the hub’s own types.
 */

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
  readonly failed: number;
  readonly dead: number;
}

export interface PlatformLevel {
  readonly platform: string;
  readonly latencyMs: { readonly p50: number; readonly p99: number } | null;
  readonly lag: number;
  readonly parkedLanes: number;
  readonly deadLetters: number;
  readonly circuit: 'closed' | 'half_open' | 'open';
}

/** One step of time over all hubs. What did not move is left out; levels hold until they are given again. */
export interface FlowPoint {
  /** The beginning of the step. */
  readonly at: string;
  readonly sources: readonly SourceCount[];
  readonly legs: readonly LegCount[];
  readonly platforms: readonly PlatformLevel[];
}

export type FlowWindow = '5m' | '15m' | '1h' | '6h' | '24h' | '7d' | '30d';

/** `GET /api/admin/analytics/flows` */
export interface FlowHistory {
  readonly stepSeconds: number;
  readonly from: string;
  readonly to: string;
  readonly points: readonly FlowPoint[];
}

export type TierCounts = Readonly<Record<Tier, number>>;

/** `GET /api/admin/analytics/members` */
export interface MemberGrowth {
  readonly tiers: TierCounts;
  readonly joined: readonly { readonly date: string; readonly tiers: TierCounts }[];
}

/** A platform as it is right now. */
export interface PlatformStatus {
  readonly platformId: string;
  readonly displayName: string;
  readonly enabled: boolean;
  readonly state: 'operational' | 'degraded' | 'down' | 'unknown';
  readonly since: string | null;
  readonly lastCheckAt: string | null;
  readonly healthLatencyMs: number | null;
  readonly circuit: 'closed' | 'half_open' | 'open';
  readonly activeAddress: string;
  /** The primary first, then the standbys. */
  readonly addresses: readonly string[];
  readonly lag: number;
  readonly parkedLanes: number;
  readonly deadLetters: number;
}

export interface EventSummary {
  readonly position: number;
  readonly eventId: string;
  readonly eventType: string;
  readonly source: string;
  readonly userId: string | null;
  readonly acceptedAt: string;
  readonly targets: readonly string[];
}

export interface DeadLetterCounts {
  readonly total: number;
  readonly byPlatform: Readonly<Record<string, number>>;
}

export interface JobProgress {
  readonly jobId: string;
  readonly kind: 'bulk_sync' | 'replay';
  readonly state: 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled';
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

export interface ConsoleSnapshot {
  readonly points: readonly FlowPoint[];
  readonly platforms: readonly PlatformStatus[];
  readonly events: readonly EventSummary[];
  /** `null`: not for this reader. */
  readonly deadLetters: DeadLetterCounts | null;
  readonly jobs: readonly JobProgress[];
}

/** What comes over `/ws/console`: the snapshot first, then whatever changes. */
export type ConsoleMessage =
  | ({ readonly type: 'snapshot'; readonly at: string } & ConsoleSnapshot)
  | { readonly type: 'flows'; readonly points: readonly FlowPoint[] }
  | { readonly type: 'events'; readonly events: readonly EventSummary[]; readonly leftOut: number }
  | { readonly type: 'platforms'; readonly platforms: readonly PlatformStatus[] }
  | ({ readonly type: 'dead_letters' } & DeadLetterCounts)
  | { readonly type: 'job'; readonly job: JobProgress }
  | { readonly type: 'heartbeat'; readonly at: string };

export type Tier = 'onyx' | 'obsidian' | 'void';
export type SyncHealth = 'healthy' | 'degraded' | 'failed';

/** `GET /api/session` */
export interface Session {
  readonly operator: string;
  readonly role: 'operator' | 'compliance_officer' | 'finance' | 'responder' | 'auditor';
  /** What the role allows. */
  readonly permissions: readonly string[];
  readonly expiresAt: string;
}

/** One page of a list; `next` is given back as `before` (or `after`) for the following page, `null` on the last. */
export interface EventPage {
  readonly events: readonly EventSummary[];
  readonly next: number | null;
}

export interface WireEvent {
  readonly eventId: string;
  readonly timestamp: string;
  readonly source: string;
  readonly eventType: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly requiresSync: readonly string[];
}

export interface JourneyLeg {
  readonly platform: string;
  readonly state: 'waiting' | 'retrying' | 'parked' | 'dead' | 'discarded' | 'delivered';
  readonly attempts: number;
  readonly batchId: string | null;
  readonly deliveredAt: string | null;
  /** From accepted to confirmed. */
  readonly latencyMs: number | null;
  readonly nextAttemptAt: string | null;
  readonly lastError: { readonly code: string; readonly message: string } | null;
  readonly deadLetterId: number | null;
}

/** `GET /api/admin/events/:eventId` */
export interface EventJourney extends EventSummary {
  readonly event: WireEvent;
  readonly journey: readonly JourneyLeg[];
}

export interface DeadLetter {
  readonly id: number;
  readonly platform: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly userId: string | null;
  readonly diedAt: string;
  readonly attempts: number;
  readonly state: 'open' | 'retrying' | 'replayed' | 'discarded';
  /** Later events of the member wait until it is resolved. */
  readonly holdsLane: boolean;
  /** Short and stable: `limit_exceeded`, … */
  readonly reason: string;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly batchId: string;
    readonly address: string | null;
  };
  /** The event as it was sent. */
  readonly request: WireEvent;
  readonly response: { readonly status: number; readonly body: string } | null;
  readonly resolvedAt: string | null;
  readonly resolvedBy: string | null;
  readonly note: string | null;
}

export interface DeadLetterPage {
  readonly deadLetters: readonly DeadLetter[];
  readonly next: number | null;
}

/** `GET /api/admin/platforms`: how a platform is connected. How it does is told live. */
export interface PlatformDetail {
  readonly id: string;
  readonly displayName: string;
  readonly addresses: { readonly primary: string; readonly standbys: readonly string[] };
  readonly subscriptions: { readonly eventTypes: readonly string[] | '*' };
  readonly health: {
    readonly activeReason: 'registered' | 'operator' | 'failover' | 'failback' | 'address_removed';
    /** Preferred to the primary by an operator. */
    readonly pinnedAddress: string | null;
    readonly addresses: readonly AddressHealth[];
  };
  readonly delivery: {
    readonly batchSize: number;
    readonly timeoutMs: number;
    readonly concurrency: number;
    readonly rateLimitPerSecond: number | null;
    readonly retry: {
      readonly attemptsMax: number;
      readonly delayMsBase: number;
      readonly delayMsMax: number;
    };
    readonly onDeadLetter: 'continue' | 'hold';
  };
}

export interface AddressHealth {
  readonly address: string;
  readonly state: PlatformStatus['state'];
  readonly latencyMs: number | null;
  /** What was wrong with the last check. */
  readonly message: string | null;
}

export interface UserSummary {
  readonly userId: string;
  readonly tier: Tier;
  readonly syncHealth: SyncHealth;
  readonly pendingChanges: number;
  readonly lastFullSync: string | null;
}

export interface UserPage {
  readonly users: readonly UserSummary[];
  readonly next: string | null;
}

/** `GET /api/admin/users/:userId`: the unified profile. */
export interface UserProfile {
  readonly userId: string;
  readonly tier: Tier;
  readonly platforms: Readonly<Record<string, UserOnPlatform>>;
  readonly syncStatus: {
    readonly lastFullSync: string | null;
    readonly pendingChanges: readonly string[];
    readonly syncHealth: SyncHealth;
  };
}

/** The rest differs per platform and is shown as it comes. */
export interface UserOnPlatform {
  readonly active: boolean;
  readonly lastSync: string | null;
}

export interface ReplaySelection {
  readonly from?: string;
  readonly to?: string;
  readonly eventTypes?: readonly string[];
  readonly userId?: string;
  readonly source?: string;
  readonly platform?: string;
  /** Open dead letters only. */
  readonly deadLetters?: boolean;
}

export interface Replay {
  readonly id: string;
  readonly selection: ReplaySelection;
  readonly ratePerSecond: number;
  readonly matched: number;
  readonly enqueued: number;
  readonly state: 'running' | 'done' | 'cancelled';
  readonly createdBy: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** `GET /api/integration/sync/bulk` */
export interface BulkJob {
  readonly jobId: string;
  readonly syncType: 'full' | 'incremental' | 'portfolio_only';
  readonly source: string;
  readonly state: 'running' | 'completed' | 'cancelled';
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}
