import { statementKeyHash, type StatementPublicKey } from './statement-key.ts';

const label = Buffer.from('interlock statement v1\0');

/** Layout of a signature: version (1 byte), Ed25519 (64), ML-DSA-65 (3,309). */
export const signatureLayout = { version: 1, ed25519At: 1, mlDsa65At: 65, bytes: 3374 } as const;

/**
 * What both algorithms sign: a label (so that the signature means nothing elsewhere), the hash of both public keys
 * (so that neither half can be taken for the signature of another key pair), the statement.
 */
export function signedMessage(publicKey: StatementPublicKey, bytes: Uint8Array): Buffer {
  return Buffer.concat([label, statementKeyHash(publicKey), bytes]);
}
