/** What the hub tells of the audit log; docs/concepts/audit.md describes it byte for byte. */

export type ActorKind = 'staff' | 'service_key' | 'member' | 'hub' | 'anonymous';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** An entry; its canonical form (RFC 8785) is what is hashed. */
export interface AuditEntry {
  readonly version: 1;
  readonly id: string;
  readonly time: string;
  readonly actor: { readonly kind: ActorKind; readonly id: string };
  /** Noun, dot, past participle. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly reason: string | null;
  readonly origin: {
    /** Keyed hash. */
    readonly address: string | null;
    readonly hub: string;
    readonly requestId: string | null;
  };
  readonly details: Json;
  /** Keyed hashes, by kind of value. */
  readonly personal: Readonly<Record<string, string>>;
}

/** An entry at its place in the log; hashes in hex. */
export interface LoggedEntry {
  readonly index: number;
  readonly leafHash: string;
  readonly entry: AuditEntry;
}

/** `GET /api/audit/entries` */
export interface AuditPage {
  readonly entries: readonly LoggedEntry[];
  readonly next: number | null;
}

export interface SignedHead {
  /** Entries in the log. */
  readonly size: number;
  readonly root: string;
  readonly time: string;
  readonly keyId: string;
  /** What was signed, byte for byte. */
  readonly statement: string;
  /** Ed25519 and ML-DSA-65 over the statement, in base64. */
  readonly signature: string;
}

/** `GET /api/audit/entries/:index` */
export interface ProvenEntry extends LoggedEntry {
  readonly head: SignedHead;
  /** Hashes from the leaf up. */
  readonly proof: readonly string[];
}

/** What heads are signed with; the raw keys in base64url. */
export interface AuditPublicKey {
  readonly keyId: string;
  readonly algorithm: string;
  readonly ed25519: string;
  readonly mlDsa65: string;
}

/** That one key follows another, signed by both; signatures in base64. */
export interface StatementKeyChange {
  /** What was signed, byte for byte. */
  readonly statement: string;
  readonly fromSignature: string;
  readonly toSignature: string;
}

/** `GET /api/audit/public-key`: the present key, and how it came after all others. */
export interface AuditPublicKeys extends AuditPublicKey {
  readonly keys: readonly AuditPublicKey[];
  readonly changes: readonly StatementKeyChange[];
}

/** `GET /api/audit/consistency` */
export interface ConsistencyProof {
  readonly from: number;
  readonly to: number;
  readonly proof: readonly string[];
}
