import type { Act } from '#audit';
import type { Envelopes, TokenKeys } from '#infra/crypto';
import type { Database, Queryable } from '#infra/db';
import type { Clock, DurationMs } from '#kernel/time';

/** From the lowest to the highest. */
export const tiers = ['onyx', 'obsidian', 'void'] as const;
export type Tier = (typeof tiers)[number];

/** A Semaphore v4 proof, as it is sent. Numbers are decimal texts. */
export interface MembershipProof {
  readonly merkleTreeDepth: number;
  readonly merkleTreeRoot: string;
  readonly nullifier: string;
  readonly message: string;
  readonly scope: string;
  readonly points: readonly string[];
}

/** A proof, and what it claims to be about. */
export interface PresentedProof {
  /** The group that it is made in. */
  readonly tier: Tier;
  readonly challenge: string;
  readonly proof: MembershipProof;
}

/** Verifies proofs beside the event loop. */
export interface ProofVerifier {
  /** Whether a proof holds. @throws `anonymity.verifier_busy` */
  verify(proof: MembershipProof): Promise<boolean>;
  close(): Promise<void>;
}

/** How long things last. */
export interface AnonymitySettings {
  /** How long a pseudonym at a platform lasts. */
  readonly epochMs: DurationMs;
  /** How long a root stays good after somebody joined. */
  readonly rootMs: DurationMs;
  /** How long every older root stays good after somebody left; at most a minute. */
  readonly rootAfterRemovalMs: DurationMs;
  readonly challengeMs: DurationMs;
  /** How long a commitment that took another one’s place cannot be replaced again. */
  readonly replacementMs: DurationMs;
  /** How long one entry into a circle lets read it. */
  readonly circleTokenMs: DurationMs;
}

export interface AnonymityDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly tokenKeys: TokenKeys;
  readonly envelopes: Envelopes;
  /** HMAC under the master key, separate for each kind: the same in all hubs, and nobody else can compute it. */
  readonly keyedHash: (kind: string, value: string) => string;
  /** Writes an act into the audit log, in the transaction that it is given. */
  readonly record: (transaction: Queryable, act: Act) => Promise<void>;
  readonly isPlatform: (platform: string) => boolean;
  readonly settings?: Partial<AnonymitySettings>;
}

/** The open domain. Pass it to the verbs. */
export interface Anonymity extends Omit<AnonymityDependencies, 'settings'> {
  readonly settings: AnonymitySettings;
  readonly verifier: ProofVerifier;
  close(): Promise<void>;
}
