import { decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';
import { identityErrors } from '../errors.ts';

const cose = { kty: 1, alg: 3, curve: -1, modulus: -1 } as const;
/** COSE: the kind of key, and its curve, that each algorithm implies (RFC 9053 §2, RFC 8812 §2). */
const kinds: Readonly<Record<number, { readonly kty: number; readonly curve?: number }>> = {
  [-8]: { kty: 1, curve: 6 },
  [-7]: { kty: 2, curve: 1 },
  [-257]: { kty: 3 },
};
const modulusBytesMin = 256;

/**
 * Refuses public keys that are not what their algorithm says, and RSA keys below 2048 bits. Without an attestation nothing
 * is signed when a passkey is made, so that the library takes such keys, and they would be found out only in signing in.
 *
 * @throws `identity.passkey_refused`
 */
export function requireSoundKey(publicKey: Uint8Array<ArrayBuffer>): void {
  const key = decodeCredentialPublicKey(publicKey) as unknown as ReadonlyMap<number, unknown>;
  const kind = kinds[Number(key.get(cose.alg))];
  if (kind === undefined || key.get(cose.kty) !== kind.kty)
    throw refuse('The key is not one of its algorithm.');
  if (kind.curve !== undefined) {
    if (key.get(cose.curve) !== kind.curve) throw refuse('The key is not on the curve of its algorithm.');
    return;
  }
  const modulus = key.get(cose.modulus);
  if (!(modulus instanceof Uint8Array) || modulus.length < modulusBytesMin)
    throw refuse('The key is too short.');
}

const refuse = (detail: string): Error => identityErrors('identity.passkey_refused', { detail });
