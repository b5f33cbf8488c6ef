/**
 * What goes over the console’s WebSocket, hub to console; a console sends nothing. Times are RFC 3339.
 */

/** One second of flows as analytics tells it; passed on as it is. */
export type FlowPoint = unknown;

/** A platform as it is right now. */
export interface PlatformStatus {
  readonly platformId: string;
  readonly displayName: string;
  readonly enabled: boolean;
  readonly state: 'operational' | 'degraded' | 'down' | 'unknown';
  /** When it entered that state. */
  readonly since: string | null;
  readonly lastCheckAt: string | null;
  /** Milliseconds that the last health check took. */
  readonly healthLatencyMs: number | null;
  readonly circuit: 'closed' | 'half_open' | 'open';
  readonly activeAddress: string;
  /** The primary first, then the standbys. */
  readonly addresses: readonly string[];
  /** Events accepted and not yet settled at the platform. */
  readonly lag: number;
  readonly parkedLanes: number;
  readonly deadLetters: number;
}

/** One line of the live stream. */
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

/** What a console begins with; what its reader may not read is empty. */
export interface ConsoleSnapshot {
  /** The last five minutes in seconds. */
  readonly points: readonly FlowPoint[];
  readonly platforms: readonly PlatformStatus[];
  /** The latest, newest first. */
  readonly events: readonly EventSummary[];
  /** `null`: not for this reader. */
  readonly deadLetters: DeadLetterCounts | null;
  /** Jobs that are not over. */
  readonly jobs: readonly JobProgress[];
}

export type ConsoleMessage =
  | ({ readonly type: 'snapshot'; readonly at: string } & ConsoleSnapshot)
  /** New and changed seconds; each replaces the one with the same `at`. */
  | { readonly type: 'flows'; readonly points: readonly FlowPoint[] }
  /** A sample of what was accepted, oldest first, and how many were left out since the last such message. */
  | { readonly type: 'events'; readonly events: readonly EventSummary[]; readonly leftOut: number }
  /** All platforms, after a change of any. */
  | { readonly type: 'platforms'; readonly platforms: readonly PlatformStatus[] }
  | ({ readonly type: 'dead_letters' } & DeadLetterCounts)
  | { readonly type: 'job'; readonly job: JobProgress }
  /** Every 15 s, so that a console notices a dead connection. */
  | { readonly type: 'heartbeat'; readonly at: string };

/**
 * Permissions that somebody needs, all of them, to be told: the same as on the routes where the same can be read. One row for
 * each kind of message that tells something, and for jobs by what they do; parts of the snapshot follow their kind.
 */
export const neededToRead = {
  flows: ['metrics:read'],
  events: ['events:read'],
  // With a platform go figures of its queues.
  platforms: ['platforms:read', 'metrics:read'],
  dead_letters: ['delivery:read'],
  bulk_sync: ['sync:read'],
  replay: ['delivery:read'],
} as const satisfies Readonly<
  Record<Exclude<ConsoleMessage['type'], 'snapshot' | 'heartbeat' | 'job'> | JobProgress['kind'], unknown>
>;

/** Codes with which the hub closes a connection, besides those of RFC 6455. */
export const closeCodes = {
  /** The session ended; sign in again. */
  signedOut: 4401,
  /** The console did not read for too long; connect again. */
  tooSlow: 4408,
} as const;
