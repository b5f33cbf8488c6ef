import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Connectors } from '#connectors';
import type { EventLog } from '#events';
import type { Database, Transaction } from '#infra/db';
import type { Random } from '#kernel/random';
import type { Tier } from '#kernel/tiers';
import type { Clock, DurationMs } from '#kernel/time';
import type { SyncMetrics } from './create-sync-metrics.ts';
import type { UnifiedProfile } from './unified-profile.ts';

/** What is wanted of a person; what is absent stays as it is. */
export interface ProfileChange {
  readonly userId: string;
  /** Needed when the person is not known yet. */
  readonly tier?: Tier;
  readonly active?: boolean;
  readonly whatsappLinked?: boolean;
  /** Who says so: a platform, a service, or `hub`. */
  readonly source: string;
}

/** A profile as one platform is to hold it. */
export interface VersionedProfile {
  readonly userId: string;
  /** The platform’s own sequence; what arrives with a version that is not newer is ignored there. */
  readonly version: number;
  readonly tier: Tier;
  readonly active: boolean;
  readonly whatsappLinked: boolean;
  readonly pseudonymKey: Uint8Array;
}

/** A profile on its way to one platform. */
export interface Push extends VersionedProfile {
  /** Pushes of this version that failed before. */
  readonly attempts: number;
  /** Whether nobody has told yet (`user_synced`) that all platforms hold the present version of the profile. */
  readonly isUntold: boolean;
}

export interface SyncOptions {
  /** How long `syncUser` waits for the platforms’ confirmations before it answers “pending”. */
  readonly confirmationWaitMs: DurationMs;
  /** Most profiles in one request to a platform. */
  readonly batchSize: number;
  /** The worker looks by itself after this long, should a notification be lost or another hub die. */
  readonly sweepMs: DurationMs;
  /** Users of a bulk job that are being pushed at a time. */
  readonly bulkWindow: number;
  /** A pass of the drift check over all users of a platform takes this long, unless that is faster than allowed. */
  readonly driftPeriodMs: DurationMs;
  readonly driftPageSize: number;
  /** Shortest pause between two pages of the drift check of a platform. */
  readonly driftPageIntervalMsMin: DurationMs;
}

export interface SyncDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: EventLog;
  readonly connectors: Connectors;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly options?: Partial<SyncOptions>;
}

export interface UserSyncRequest {
  readonly userId: string;
  readonly tier: Tier;
  /** Who asks; `hub` when absent. */
  readonly source?: string;
  /** Push again even what the platforms have confirmed. */
  readonly forceSync?: boolean;
  /** What else is done in the transaction that writes it, such as its entry in the audit log. */
  readonly alongside?: (transaction: Transaction) => Promise<void>;
}

/** Profiles by user id, read when the platforms have confirmed them or the wait is over. */
export type SettledProfiles = Promise<ReadonlyMap<string, UnifiedProfile>>;

export interface WishGroup {
  /** Resolves with what became of the wish; rejects when its transaction failed. */
  add(wish: UserSyncRequest): Promise<UnifiedProfile>;
}

/** The open domain of one process. Pass it to the verbs of this domain. */
export interface Sync extends Omit<SyncDependencies, 'options' | 'registry'> {
  readonly options: SyncOptions;
  readonly metrics: SyncMetrics;
  /** Gathers what `syncUser` is called for, so that calls at the same moment share a transaction. */
  readonly wishes: WishGroup;
  /** Direct pushes whose callers have stopped waiting. */
  readonly unfinished: Set<Promise<void>>;
}
