import type { Audit } from '#audit';
import type { EventLog } from '#events';
import type { Envelopes, TokenKeys } from '#infra/crypto';
import type { Database, Row, Transaction } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Tier } from '#kernel/tiers';
import type { Clock, DurationMs } from '#kernel/time';
import type { MemberRole } from '../roles.ts';
import type { PasskeyPolicy } from './passkey-policy.ts';

export interface MemberSettings {
  /** Origins of the pages that members use: `https://black.example`. Passkeys and proofs made elsewhere are refused. */
  readonly origins: readonly string[];
  /** Domain that passkeys are bound to (WebAuthn’s RP id): the host of the origins, or a parent of all of them. */
  readonly rpId: string;
  /** What the person reads when a passkey is made. */
  readonly rpName: string;
  readonly policy: PasskeyPolicy;
  /** Platforms whose events change tiers and erase people; the hub’s own always do. */
  readonly membershipSources: readonly string[];
}

/** What others do in the same transaction when something of a person changes. */
export interface MemberLifecycle {
  tierChanged(transaction: Transaction, personId: string, tier: Tier): Promise<void>;
  /** Suspended; or, for good, withdrawn or erased. */
  left(transaction: Transaction, personId: string, forGood: boolean): Promise<void>;
}

export interface MemberDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly log: EventLog;
  readonly audit: Audit;
  readonly envelopes: Envelopes;
  readonly tokens: TokenKeys;
  readonly settings: MemberSettings;
  /** Whether tokens may be issued for a platform of this id. */
  readonly isPlatform: (id: string) => boolean;
  readonly lifecycle: MemberLifecycle;
}

/** People and their devices, opened by a hub. Pass it to the verbs of this folder. */
export type Members = MemberDependencies;

/** Who does something, and from where: what the audit log keeps of it. */
export interface Caller {
  readonly kind: 'staff' | 'service_key' | 'member' | 'hub' | 'anonymous';
  readonly id: string;
  /** Network address; kept as a keyed hash only. */
  readonly address?: string;
  readonly requestId?: string;
}

/** What a person tells of itself. All of it is sealed with the person’s own key. */
export interface PersonalProfile {
  readonly displayName: string;
  readonly email?: string;
  readonly phone?: string;
}

export type PersonState = 'joining' | 'active' | 'suspended' | 'erased';

export interface Person {
  readonly personId: string;
  readonly role: MemberRole;
  readonly tier: Tier | null;
  readonly state: PersonState;
  readonly createdAt: Date;
}

export interface PersonRow extends Row {
  readonly person_id: string;
  readonly user_handle: Buffer;
  readonly role: MemberRole;
  readonly tier: Tier | null;
  readonly state: PersonState;
  readonly created_at: Date;
}

export interface Device {
  readonly deviceId: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly revokedAt: Date | null;
  readonly revokedBecause: string | null;
}

/** A session nobody used for this long is over. */
export const memberIdleMsMax: DurationMs = 12 * 3_600_000;
/** A session is over after this long, however busy; then the passkey is asked for again. */
export const memberSessionMsMax: DurationMs = 7 * 24 * 3_600_000;
/** Challenges, and passkeys that are being made, are good for this long. */
export const ceremonyMsMax: DurationMs = 5 * 60_000;
/** Joining may take longer: a person may have to fetch a key first. */
export const joiningMsMax: DurationMs = 30 * 60_000;
/** Access tokens for platforms. */
export const accessTokenMs: DurationMs = 5 * 60_000;
