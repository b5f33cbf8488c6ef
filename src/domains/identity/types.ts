import type { IncomingHttpHeaders } from 'node:http';
import type { Audit } from '#audit';
import type { Database } from '#infra/db';
import type { Clock, DurationMs } from '#kernel/time';
import type { Members } from './members/types.ts';
import type { KeyCache } from './open-key-cache.ts';
import type { RefusalLog } from './open-refusal-log.ts';
import type { StaffRole } from './roles.ts';
import type { Scope } from './scopes.ts';

/** What is enough to make links and keys, for example in a command line. */
export interface IdentityStore {
  readonly database: Database;
  readonly clock: Clock;
}

/** The domain, opened by a hub. */
export interface Identity extends IdentityStore {
  /** Where people reach the hub: `https://hub.example`, without a slash at the end. */
  readonly publicUrl: string;
  /** What keys may ask for that were given no limit of their own; 0: any number. */
  readonly requestsPerMinute: number;
  readonly keys: KeyCache;
  readonly audit: Audit | undefined;
  /** Where it is noted who was refused. */
  readonly refusals: RefusalLog;
  readonly members: Members | undefined;
  /** Calls back when sessions of staff were ended on any hub, until the returned function is called. */
  watchSessions(watcher: () => void): () => void;
  close(): Promise<void>;
}

/** What is needed to know of a request who makes it: works for HTTP and for WebSocket upgrades. */
export interface RequestHead {
  readonly method: string;
  /** Path and query; needed where members are let in. */
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** Network address, and what the request is called; for the audit log, where they are known. */
  readonly ip?: string | undefined;
  readonly id?: string | undefined;
}

/** A service key as people see it: everything but the secret. */
export interface ServiceKey {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** The only source whose events it may send; `null`: any. */
  readonly source: string | null;
  /** `null`: the hub’s default; 0: no limit. */
  readonly requestsPerMinute: number | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly replacedBy: string | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}

export interface NewServiceKey {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly source?: string | null;
  readonly requestsPerMinute?: number | null;
  readonly expiresAt?: Date | null;
  /** Operator, key id or program that makes it. */
  readonly createdBy: string;
}

/** The only time the key itself is seen. */
export interface CreatedServiceKey extends ServiceKey {
  /** `ilk_<keyId>_<secret>` */
  readonly key: string;
}

export interface Session {
  /** Name under which deeds are recorded. */
  readonly operator: string;
  readonly role: StaffRole;
  /** When it ends at the latest. */
  readonly expiresAt: Date;
}

/** A session of staff as others see it: everything but what opens it. */
export interface StaffSession extends Session {
  readonly sessionId: string;
  readonly createdAt: Date;
  /** To the minute. */
  readonly lastSeenAt: Date;
}

/** A sign-in link can be used once, within this time. */
export const signInLinkLifetimeMs: DurationMs = 15 * 60_000;
/** A session nobody used for this long is over. */
export const sessionIdleMsMax: DurationMs = 2 * 3_600_000;
/** A session is over after this long, however busy. */
export const sessionLifetimeMs: DurationMs = 12 * 3_600_000;
