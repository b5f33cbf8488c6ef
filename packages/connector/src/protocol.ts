/**
 * The wire contract between the hub and a platform.
 *
 * The hub makes three kinds of request, each signed with Standard Webhooks
 * (`webhook-id`, `webhook-timestamp`, `webhook-signature`), and one plain one:
 *
 * | request                              | body                | answer                |
 * |--------------------------------------|---------------------|-----------------------|
 * | `POST /interlock/events`             | {@link EventBatch}  | {@link BatchAnswer}   |
 * | `POST /interlock/profiles`           | {@link ProfileBatch}| {@link BatchAnswer}   |
 * | `POST /interlock/profiles/digest`    | {@link DigestRequest}| {@link DigestAnswer} |
 * | `GET /health`                        | –                   | {@link HealthAnswer}  |
 */

/** Something that happened, as it stands on the wire everywhere. */
export interface PlatformEvent {
  /** Globally unique; the same id always means the same event. */
  readonly eventId: string;
  /** RFC 3339, when it happened at the source. */
  readonly timestamp: string;
  /** The platform or third party that says so. */
  readonly source: string;
  readonly eventType: string;
  /** `payload.userId` names the person; events of one person arrive in order. */
  readonly payload: Readonly<Record<string, unknown>> & { readonly userId?: string };
  readonly requiresSync: readonly string[];
}

/**
 * Events in order. Those of one person (`payload.userId`) must be applied in the order given; a batch
 * may come again, whole or in part, after a crash or a lost answer, so apply every `eventId` once.
 */
export interface EventBatch {
  readonly batchId: string;
  /** The platform this batch is meant for. */
  readonly platform: string;
  readonly events: readonly PlatformEvent[];
}

/**
 * Status 200 answers a batch; what is not named in `failures` was applied for good (or had been before).
 * Any other status means that nothing is known about any of it: all of it comes again.
 */
export interface BatchAnswer {
  readonly failures?: readonly BatchFailure[];
}

export interface BatchFailure {
  /** The `eventId` of the event or the `userId` of the profile that was not applied. */
  readonly id: string;
  /** Stable, for programs: `unknown_user`, `limit_exceeded`, `blocked_by_earlier_failure`… */
  readonly code: string;
  /** For people. Shown to the operator beside the dead letter. No secrets. */
  readonly message: string;
  /** `false`: trying again is pointless; the event becomes a dead letter at once. */
  readonly retryable: boolean;
  /** Don’t try again before this many seconds. */
  readonly retryAfterSeconds?: number;
}

/** Code of events that a platform leaves alone because an earlier one of the same person failed. */
export const blockedByEarlierFailure = 'blocked_by_earlier_failure';

export type Tier = 'onyx' | 'obsidian' | 'void';

/** What every platform is told about a person; each gets, besides this, only what it needs itself. */
export interface ProfileBase {
  readonly userId: string;
  /** Grows with every change. A platform ignores a version that is not newer than its own. */
  readonly version: number;
  readonly tier: Tier;
  /** The person’s pseudonym on this platform alone; no other platform knows it. */
  readonly anonymousId: string;
  /** `false`: the person has left; access ends. */
  readonly active: boolean;
}

export interface BlackPortalProfile extends ProfileBase {
  readonly features: readonly string[];
  readonly hardwareLock: boolean;
}

/** Decimal amounts per period; `null` means no limit. */
export interface TradingLimits {
  readonly currency: 'INR';
  readonly daily: string | null;
  readonly monthly: string | null;
}

export interface TradingPlatformProfile extends ProfileBase {
  readonly tradingLimits: TradingLimits;
}

export interface SupportPortalProfile extends ProfileBase {
  readonly butlerPersonality: 'Sterling' | 'Prism' | 'Nexus';
  readonly whatsappLinked: boolean;
  readonly emergencyProtocols: readonly string[];
}

export type PlatformProfile =
  ProfileBase | BlackPortalProfile | TradingPlatformProfile | SupportPortalProfile;

export interface ProfileBatch<Profile extends ProfileBase = PlatformProfile> {
  readonly batchId: string;
  readonly platform: string;
  readonly profiles: readonly Profile[];
}

/** Asks what the platform really holds, so that drift is found. */
export interface DigestRequest {
  readonly platform: string;
  readonly userIds: readonly string[];
}

export interface ProfileDigest {
  readonly userId: string;
  readonly version: number;
  /** `profileDigest(profile)` over the profile rebuilt from what is stored, not a remembered value. */
  readonly digest: string;
}

/** People whom the platform does not know are left out. */
export interface DigestAnswer {
  readonly profiles: readonly ProfileDigest[];
}

export interface HealthAnswer {
  readonly status: 'operational' | 'degraded';
  readonly metrics?: {
    readonly requestsPerMinute: number;
    /** Share of requests that failed, 0 to 1. */
    readonly errorRate: number;
    /** Milliseconds. */
    readonly avgResponseTime: number;
  };
}
