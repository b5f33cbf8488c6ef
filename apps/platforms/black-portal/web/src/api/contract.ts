import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

export type Tier = 'onyx' | 'obsidian' | 'void';

export interface Device {
  readonly deviceId: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly revokedAt: string | null;
}

/** A key that belongs to no device, for the day every device is lost. */
export interface SecondKey {
  readonly secondKeyId: string;
  readonly name: string | null;
  readonly createdAt: string;
  /** Id of the device that it was registered on, and goes with. */
  readonly registeredOn: string | null;
}

/** What is confirmed with a passkey while one is signed in. */
export type ConfirmationPurpose = 'second_key' | 'device_code';

export interface Account {
  readonly personId: string;
  readonly tier: Tier | null;
  /** The device of this session. */
  readonly deviceId: string;
  readonly devicesMax: number;
  readonly devices: readonly Device[];
  readonly secondKeysMax: number;
  readonly secondKeys: readonly SecondKey[];
}

/** A passkey that is being made. */
export interface Registration {
  readonly registrationId: string;
  readonly expiresAt: string;
  readonly options: PublicKeyCredentialCreationOptionsJSON;
}

export interface StartedJoining extends Registration {
  readonly joiningId: string;
}

export type SignInOptions = PublicKeyCredentialRequestOptionsJSON;

export type JoiningState = 'awaiting_passkey' | 'preparing' | 'welcome' | 'failed' | 'withdrawn' | 'stuck';
export type JoiningStep = 'passkey' | 'pseudonyms' | 'platforms' | 'welcome';

export interface Joining {
  readonly state: JoiningState;
  readonly step: JoiningStep;
  readonly reason: string | null;
}

export interface DeviceCode {
  readonly code: string;
  readonly expiresAt: string;
}

export interface Me {
  readonly tier: Tier;
  readonly anonymousId: string;
  readonly features: readonly string[];
}

export interface Position {
  readonly symbol: string;
  readonly quantity: number;
  readonly averageCost: string;
  readonly cost: string;
}

export interface Execution {
  readonly arrival: number;
  readonly symbol: string;
  readonly side: string;
  readonly quantity: number;
  readonly value: string;
  readonly tradedOn: string | null;
}

export interface Portfolio {
  readonly currency: string;
  readonly positions: readonly Position[];
  readonly executions: readonly Execution[];
}

export interface Alert {
  readonly emergencyId: string;
  readonly protocol: string | null;
  readonly severity: string;
  readonly raisedAt: string;
  readonly resolvedAt: string | null;
}

/** Everybody of a tier, as far as a proof needs them. */
export interface TierGroup {
  readonly tier: Tier;
  readonly depth: 10 | 20;
  /** `"0"` where somebody left. */
  readonly commitments: readonly string[];
}

export interface Challenge {
  readonly challenge: string;
  readonly epoch: { readonly number: number; readonly endsAt: string };
  /** Days since 1970. */
  readonly day: number;
}

export interface ProofToken {
  readonly token: string;
  readonly expiresAt: string;
}

export interface SalonView {
  readonly tier: Tier;
  readonly pseudonym: string;
  readonly expiresAt: string;
  readonly rooms: readonly { readonly name: string; readonly when: string; readonly what: string }[];
}

export interface Circle {
  readonly circleId: string;
  readonly name: string;
  readonly purpose: string;
  readonly minimumTier: Tier | null;
}

export interface ListedCircle extends Circle {
  readonly foundedOn: string;
  readonly pseudonyms: number;
}

export interface CircleEntry {
  readonly pseudonym: string;
  readonly pseudonymId: string;
  readonly token: string;
  readonly expiresAt: string;
}

export interface CirclePost {
  readonly postId: string;
  readonly pseudonym: string;
  readonly pseudonymId: string;
  readonly content: string | null;
  readonly postedAt: string;
}
