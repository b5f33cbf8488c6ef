import { createHash } from 'node:crypto';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';

export interface ProofParts {
  readonly header?: Partial<JWTHeaderParameters>;
  readonly claims?: JWTPayload;
}

/** A member’s device: a key that stays with it, and the proofs it makes. */
export interface DpopDevice {
  readonly thumbprint: string;
  readonly publicKey: JWK;
  readonly privateKey: JWK;
  /** A right proof, except for what is replaced; `undefined` removes a claim. */
  prove(parts?: ProofParts): Promise<string>;
}

export async function createDpopDevice(algorithm: 'ES256' | 'EdDSA', nowMs: number): Promise<DpopDevice> {
  const keys = await generateKeyPair(algorithm, { extractable: true });
  const publicKey = await exportJWK(keys.publicKey);
  let proofs = 0;
  return {
    thumbprint: await calculateJwkThumbprint(publicKey),
    publicKey,
    privateKey: await exportJWK(keys.privateKey),
    prove: ({ header, claims } = {}) => {
      proofs += 1;
      return new SignJWT({
        jti: `proof-${proofs}`,
        htm: 'GET',
        htu: 'https://portal.example/me',
        iat: nowMs / 1000,
        ...claims,
      })
        .setProtectedHeader({ typ: 'dpop+jwt', alg: algorithm, jwk: publicKey, ...header })
        .sign(keys.privateKey);
    },
  };
}

/** `ath` of an access token. */
export function digestToken(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest('base64url');
}
