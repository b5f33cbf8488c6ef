/** What the hub’s operator interface answers, as far as commands show it. Times are RFC 3339. */

export interface EventSummary {
  readonly position: number;
  readonly eventId: string;
  readonly eventType: string;
  readonly source: string;
  readonly userId: string | null;
  readonly acceptedAt: string;
  readonly targets: readonly string[];
}

/** `next` is given back as `before` for the following page. */
export interface EventPage {
  readonly events: readonly EventSummary[];
  readonly next: number | null;
}

export interface JourneyLeg {
  readonly platform: string;
  readonly state: 'waiting' | 'retrying' | 'parked' | 'dead' | 'discarded' | 'delivered';
  readonly attempts: number;
  readonly deliveredAt: string | null;
  /** Milliseconds from acceptance to confirmation. */
  readonly latencyMs: number | null;
  readonly nextAttemptAt: string | null;
  readonly lastError: { readonly code: string; readonly message: string } | null;
}

export interface EventJourney extends EventSummary {
  readonly event: Readonly<Record<string, unknown>>;
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
  readonly holdsLane: boolean;
  readonly error: { readonly code: string; readonly message: string; readonly address: string | null };
  /** The event as it was sent. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: { readonly status: number; readonly body: string } | null;
  readonly note: string | null;
}

export interface DeadLetterPage {
  readonly deadLetters: readonly DeadLetter[];
  readonly next: number | null;
}

export interface PlatformView {
  readonly id: string;
  readonly displayName: string;
  readonly enabled: boolean;
  readonly health: {
    readonly state: 'operational' | 'degraded' | 'down' | 'unknown';
    readonly circuit: 'closed' | 'half_open' | 'open';
    readonly activeAddress: string;
    readonly activeSince: string;
    readonly activeReason: string;
    readonly addresses: readonly {
      readonly address: string;
      readonly state: string;
      readonly lastCheckAt: string | null;
      readonly latencyMs: number | null;
      readonly message: string | null;
    }[];
  };
}

export interface PlatformList {
  readonly platforms: readonly PlatformView[];
}

export interface AddressTest {
  readonly address: string;
  readonly health: {
    readonly verdict: 'operational' | 'degraded' | 'down';
    readonly latencyMs: number;
    readonly message: string | null;
  };
  readonly signedRequest: { readonly status: number | null; readonly message: string | null };
}

export interface ReplaySelection {
  readonly from?: string;
  readonly to?: string;
  readonly eventTypes?: readonly string[];
  readonly userId?: string;
  readonly source?: string;
  readonly platform?: string;
  readonly deadLetters?: boolean;
}

export interface Replay {
  readonly id: string;
  readonly state: 'running' | 'done' | 'cancelled';
  readonly matched: number;
  readonly enqueued: number;
}

/** What became of many events; `index` is the place in the request, from 0. */
export interface SentEvents {
  accepted: number;
  duplicates: number;
  refused: number;
  readonly results: {
    readonly index: number;
    readonly eventId: string | null;
    readonly status: 'accepted' | 'duplicate' | 'refused';
    readonly position?: number;
    readonly problem?: { readonly code: string; readonly detail: string };
  }[];
}

export interface BulkJob {
  readonly jobId: string;
  readonly state: 'running' | 'completed' | 'cancelled';
  readonly total: number;
  readonly done: number;
  readonly failed: number;
}

export interface SyncHealth {
  readonly status: string;
  readonly services: readonly {
    readonly service: string;
    readonly status: string;
    readonly responseTime: number | null;
    readonly circuit: string;
    readonly message: string | null;
  }[];
}

export interface UnifiedProfile {
  readonly userId: string;
  readonly tier: string;
  readonly syncStatus: { readonly pendingChanges: readonly string[]; readonly syncHealth: string };
}
