import { sign } from 'node:crypto';
import { signatureLayout, signedMessage } from './signed-message.ts';
import type { StatementKey } from './statement-key.ts';

/** Signs with both algorithms. The signature has 3,374 bytes and is never the same twice. */
export function signStatement(key: StatementKey, bytes: Uint8Array): Buffer {
  const message = signedMessage(key.publicKey, bytes);
  return Buffer.concat([
    Buffer.of(signatureLayout.version),
    sign(null, message, key.ed25519),
    key.mlDsa65.sign(message),
  ]);
}
