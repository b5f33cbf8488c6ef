import { createPublicKey, verify } from 'node:crypto';
import { fastestMlDsa } from '../post-quantum/fastest-ml-dsa.ts';
import { signatureLayout, signedMessage } from './signed-message.ts';
import type { StatementOptions, StatementPublicKey } from './statement-key.ts';

/** Whether both signatures hold. `false`, never an error, for whatever else is passed as one. */
export function verifyStatement(
  publicKey: StatementPublicKey,
  bytes: Uint8Array,
  signature: Uint8Array,
  { mlDsa = fastestMlDsa }: StatementOptions = {},
): boolean {
  const { version, ed25519At, mlDsa65At, bytes: length } = signatureLayout;
  if (signature.length !== length || signature[0] !== version) return false;
  const message = signedMessage(publicKey, bytes);
  const ed25519 = createPublicKey({
    key: publicKey.ed25519,
    format: 'raw-public',
    asymmetricKeyType: 'ed25519',
  });
  return (
    verify(null, message, ed25519, signature.subarray(ed25519At, mlDsa65At)) &&
    mlDsa.verify(publicKey.mlDsa65, message, signature.subarray(mlDsa65At))
  );
}
