import type { Tier } from './contract.ts';

/**
 * What the hub tells of people, invitations, joinings, service keys and circles. Times are RFC 3339.
 * `e2e/console-people-contract.test.ts` compares it with the hub’s own types.
 */

export type MemberRole = 'member' | 'contractor' | 'school_staff' | 'district_admin' | 'arxos_support';

export type PersonState = 'joining' | 'active' | 'suspended' | 'erased';

export interface Person {
  readonly personId: string;
  readonly role: MemberRole;
  readonly tier: Tier | null;
  readonly state: PersonState;
  readonly createdAt: string;
}

/** `GET /api/people` */
export interface PersonSummary extends Person {
  /** Devices in use. */
  readonly devices: number;
}

/** `GET /api/people/:personId` */
export interface PersonDetail extends Person {
  readonly devices: readonly Device[];
  readonly secondKeys: readonly SecondKey[];
}

/** A device as staff sees it: what its owner calls it is not told. */
export interface Device {
  readonly deviceId: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly revokedAt: string | null;
  readonly revokedBecause: string | null;
}

/** A key that belongs to no device, as staff sees it. */
export interface SecondKey {
  readonly secondKeyId: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  /** The device that it was registered on, and goes with. */
  readonly registeredOn: string | null;
}

/** What a person told of itself; read only with a reason. */
export interface PersonalProfile {
  readonly displayName: string;
  readonly email?: string;
  readonly phone?: string;
}

export interface Recovery {
  readonly recoveryId: string;
  readonly personId: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly approved: boolean | null;
}

/** A code that lets a device in, seen this once. */
export interface DeviceCode {
  readonly code: string;
  readonly expiresAt: string;
}

export type InvitationState = 'open' | 'redeemed' | 'expired' | 'revoked';

export interface Invitation {
  readonly invitationId: string;
  /** Those that were made together share it. */
  readonly batchId: string;
  readonly role: MemberRole;
  readonly tier: Tier | null;
  readonly note: string;
  readonly state: InvitationState;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string;
  /** Who redeemed it. */
  readonly personId: string | null;
}

export interface InvitationRequest {
  readonly role: MemberRole;
  readonly tier: Tier | null;
  readonly count: number;
  readonly lifetimeHours: number;
  readonly note: string;
}

/** The answer to making invitations: the only time that the codes are seen. */
export interface InvitationBatch {
  readonly batchId: string;
  readonly expiresAt: string;
  readonly invitations: readonly { readonly invitationId: string; readonly code: string }[];
}

export type JoiningState = 'awaiting_passkey' | 'preparing' | 'welcome' | 'failed' | 'withdrawn' | 'stuck';
export type JoiningStep = 'passkey' | 'pseudonyms' | 'platforms' | 'welcome';

/** `GET /api/joinings` */
export interface Joining {
  readonly joiningId: string;
  readonly personId: string;
  readonly state: JoiningState;
  /** What is being done, or what failed. */
  readonly step: JoiningStep;
  readonly reason: string | null;
  readonly createdAt: string;
  readonly passkeyAt: string | null;
  readonly endedAt: string | null;
}

/** `GET /api/admin/keys` */
export interface ServiceKey {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  /** The only source whose events it may send. */
  readonly source: string | null;
  /** 0: no limit; `null`: the hub’s default. */
  readonly requestsPerMinute: number | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  /** The key that took its place. */
  readonly replacedBy: string | null;
  /** To the minute. */
  readonly lastUsedAt: string | null;
}

export interface NewServiceKey {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly source: string | null;
  readonly requestsPerMinute: number | null;
  readonly expiresAt: string | null;
}

/** The answer to making or rotating a key: the only time that the key itself is seen. */
export interface CreatedServiceKey extends ServiceKey {
  readonly key: string;
}

/** `GET /api/admin/circles` */
export interface Circle {
  readonly circleId: string;
  readonly name: string;
  readonly purpose: string;
  readonly minimumTier: Tier | null;
  /** Day, `YYYY-MM-DD`. */
  readonly foundedOn: string;
  readonly pseudonyms: number;
}

export type PseudonymState = 'active' | 'silenced' | 'removed';

/** `GET /api/admin/circles/:circleId/posts` */
export interface CirclePost {
  readonly postId: string;
  readonly pseudonym: string;
  readonly pseudonymId: string;
  readonly pseudonymState: PseudonymState;
  /** `null` when the key of the circle was destroyed. */
  readonly content: string | null;
  /** To the minute. */
  readonly postedAt: string;
  readonly hidden: boolean;
}
