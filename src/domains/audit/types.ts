import type { StatementKeys } from '#infra/crypto';
import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Clock } from '#kernel/time';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Who did something: a person of the company, a program, a member, the hub by itself, or nobody known. */
export interface Actor {
  readonly kind: 'staff' | 'service_key' | 'member' | 'hub' | 'anonymous';
  readonly id: string;
}

/** Something that was done, as it is recorded. */
export interface Act {
  readonly actor: Actor;
  /** Noun, dot, past participle: `platform.changed`. */
  readonly action: string;
  /** To whom, or to what. */
  readonly subject: { readonly kind: string; readonly id: string } | null;
  /** Why, in the words of whoever did it. */
  readonly reason?: string | null | undefined;
  /** From where. The address is stored as a keyed hash. */
  readonly origin?:
    { readonly address?: string | undefined; readonly requestId?: string | undefined } | undefined;
  /** What else matters. Nothing personal: it stays readable for ever. */
  readonly details?: Json | undefined;
  /** Personal values by kind (`email`), stored as keyed hashes: whoever knows a value can search for it. */
  readonly personal?: Readonly<Record<string, string>> | undefined;
}

/** Keyed hash of a personal value, separate for each kind of value. Without the hub’s key nobody can try values. */
export type HashPersonal = (kind: string, value: string) => string;

/** An entry as the log holds it; docs/concepts/audit.md describes it byte for byte. */
export interface AuditEntry {
  readonly version: 1;
  /** UUIDv7. Its random part keeps the leaf hash of an entry from telling what stands in it. */
  readonly id: string;
  /** When, RFC 3339 in UTC with milliseconds, by the clock of the hub that recorded it. */
  readonly time: string;
  readonly actor: Actor;
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly reason: string | null;
  readonly origin: {
    readonly address: string | null;
    readonly hub: string;
    readonly requestId: string | null;
  };
  readonly details: Json;
  readonly personal: Readonly<Record<string, string>>;
}

/** An entry at its place in the log. */
export interface LoggedEntry {
  readonly index: number;
  readonly leafHash: Buffer;
  /** The canonical form, of which `leafHash` is the hash. */
  readonly content: string;
}

/** What is said of the log when a head is signed. */
export interface TreeHead {
  /** Entries in the log. */
  readonly size: number;
  readonly root: Buffer;
  /** RFC 3339 in UTC with milliseconds. */
  readonly time: string;
  /** Of the key that signed. */
  readonly keyId: string;
}

export interface SignedHead extends TreeHead {
  /** What was signed, byte for byte. */
  readonly statement: string;
  /** Hybrid signature (Ed25519 and ML-DSA-65) over `statement`. */
  readonly signature: Buffer;
}

export interface AuditDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly hubId: string;
  readonly hashPersonal: HashPersonal;
  /** Signs the heads, and knows all public keys that ever did. */
  readonly statementKeys: StatementKeys;
}

/** The open audit log of one process. Pass it to the verbs of this domain. */
export interface Audit extends AuditDependencies {
  /** Tells the sequencers, soon, that acts were recorded. */
  announce(): void;
  close(): void;
}
