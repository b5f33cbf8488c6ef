import type { LookupFunction } from 'node:net';
import type { Logger } from '#infra/telemetry';
import type { Pool } from 'undici';
import type { Settings } from '#infra/config';
import type { MasterKey } from '#infra/crypto';
import type { Database, Transaction } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import type { Clock, DurationMs } from '#kernel/time';
import type { Circuit } from './circuit.ts';
import type { HealthState, ReportedMetrics } from './health/types.ts';
import type { PlatformConfig } from './platform-config.ts';
import type { InFlight, WireAnswer } from './send-request.ts';
import type { SigningKey } from './sign-message.ts';
import type { TokenBucket } from './token-bucket.ts';

/**
 * Vocabulary. A *platform* has *addresses*: one primary, perhaps standbys. Its *route* says which of them is
 * *active*, that is where requests go. Each address has a *link*: the hub process's connections to it and their
 * circuit.
 */

/** What others keep about platforms begins and ends with them: called in the transaction that registers or deletes one. */
export interface PlatformLifecycle {
  readonly registered: (transaction: Transaction, platformId: PlatformId) => Promise<void>;
  readonly deleted: (transaction: Transaction, platformId: PlatformId) => Promise<void>;
}

export interface ConnectorsDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly masterKey: MasterKey;
  readonly settings: Pick<Settings, 'healthIntervalMs' | 'allowedPrivateNetworks'>;
  /** Absent: nobody else keeps anything about platforms. */
  readonly lifecycle?: PlatformLifecycle;
  /** DNS; given by tests. */
  readonly resolve?: LookupFunction;
}

/** The connections of this hub process to one address of a platform. */
export interface Link {
  readonly address: string;
  /** Path of the base URL, put before the path of every request. */
  readonly basePath: string;
  /** Why the hub may never connect here: the URL itself names a forbidden IP address. */
  readonly refusal: string | undefined;
  readonly pool: Pool;
  readonly circuit: Circuit<WireAnswer>;
  readonly inFlight: Set<InFlight>;
}

export type RouteReason = 'registered' | 'operator' | 'failover' | 'failback' | 'address_removed';

export interface Route {
  readonly activeAddress: string;
  /** Preferred to the primary, because an operator said so. */
  readonly pinnedAddress: string | null;
  readonly since: Date;
  readonly reason: RouteReason;
}

/** What was last seen of an address. */
export interface AddressHealth {
  readonly address: string;
  readonly state: HealthState;
  readonly since: Date | null;
  readonly lastCheckAt: Date | null;
  /** Whether the last check passed; the state follows with hysteresis. */
  readonly passed: boolean;
  readonly latencyMs: DurationMs | null;
  /** What was wrong with the last check. */
  readonly message: string | null;
  readonly metrics: ReportedMetrics | null;
}

/** Everything about a platform that a request needs, ready to use. Replaced when its configuration changes. */
export interface LivePlatform {
  readonly config: PlatformConfig;
  readonly registeredAt: Date;
  readonly signingKeys: readonly SigningKey[];
  /** Value of the `Authorization` header. */
  readonly authorization: string | null;
  readonly limiter: TokenBucket | null;
  readonly links: ReadonlyMap<string, Link>;
  route: Route;
  /** The link of `route.activeAddress`. */
  activeLink: Link;
  health: ReadonlyMap<string, AddressHealth>;
  /** Monotonic time until which the platform asked to be left alone (`Retry-After`). */
  pausedUntil: DurationMs;
}

export interface PlatformChange {
  readonly platformId: PlatformId;
  /**
   * `config`: registered, changed or removed · `state`: its health state · `route`: another address is active ·
   * `circuit`: this process's circuit · `check`: a health check brought nothing but new figures
   */
  readonly kind: 'config' | 'state' | 'route' | 'circuit' | 'check';
}

/** The registered platforms, as this hub process knows them. Opened by `openConnectors`. */
export interface Connectors {
  readonly dependencies: ConnectorsDependencies;
  /** By id. Replaced as a whole by every refresh. */
  platforms: ReadonlyMap<PlatformId, LivePlatform>;
  /** How much of each platform's rate this process may use, see `setRateShare`. */
  rateShare: number;
  readonly listeners: Set<(change: PlatformChange) => void>;
  /** Called when some hub process lost faith in a platform's active address. */
  readonly suspicionListeners: Set<(platformId: PlatformId) => void>;
  /** Reads the database now; resolves when what it read is in use. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}
