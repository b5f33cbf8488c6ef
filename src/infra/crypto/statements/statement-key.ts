import { createHash, type KeyObject } from 'node:crypto';
import type { MlDsa, MlDsaSigner } from '../post-quantum/ml-dsa.ts';

/**
 * The key of a hybrid signature: Ed25519 (RFC 8032) and ML-DSA-65 (FIPS 204). Whoever wants to forge one must break
 * both, so that a statement outlasts either.
 */
export interface StatementPublicKey {
  /** The first 16 bytes of `statementKeyHash`, in base64url. */
  readonly keyId: string;
  readonly ed25519: Buffer;
  readonly mlDsa65: Buffer;
}

export interface StatementKey {
  readonly publicKey: StatementPublicKey;
  readonly ed25519: KeyObject;
  readonly mlDsa65: MlDsaSigner;
}

/** What of post-quantum cryptography to use; absent: the fastest there is. */
export interface StatementOptions {
  readonly mlDsa?: MlDsa;
}

export const statementSeedBytes = 64;

/** SHA-256 over the raw public keys, Ed25519 (32 bytes) before ML-DSA-65 (1,952). */
export function statementKeyHash({ ed25519, mlDsa65 }: Omit<StatementPublicKey, 'keyId'>): Buffer {
  return createHash('sha256').update(ed25519).update(mlDsa65).digest();
}

/** The public key of two raw ones. */
export function statementPublicKey(ed25519: Uint8Array, mlDsa65: Uint8Array): StatementPublicKey {
  const halves = { ed25519: Buffer.from(ed25519), mlDsa65: Buffer.from(mlDsa65) };
  return { keyId: statementKeyHash(halves).subarray(0, 16).toString('base64url'), ...halves };
}
