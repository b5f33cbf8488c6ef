import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';

/** A hub, as far as tokens go: one key pair, and JWTs signed with it. */
export interface TokenIssuer {
  readonly jwks: { keys: JWK[] };
  readonly publicKey: JWK;
  sign(claims: JWTPayload, header: { typ: string; kid?: string | undefined }): Promise<string>;
}

export async function createTokenIssuer(kid = 'key-1'): Promise<TokenIssuer> {
  const keys = await generateKeyPair('EdDSA', { extractable: true });
  const publicKey = { ...(await exportJWK(keys.publicKey)), kid, alg: 'EdDSA', use: 'sig' };
  return {
    jwks: { keys: [publicKey] },
    publicKey,
    sign: (claims, header) => {
      const complete = { alg: 'EdDSA', kid, ...header } as JWTHeaderParameters;
      return new SignJWT(claims).setProtectedHeader(complete).sign(keys.privateKey);
    },
  };
}

/** A JWT with any header and any signature at all, put together by hand as a forger would. */
export function forgeToken(header: object, claims: object, sign: (input: string) => Buffer): string {
  const input = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${sign(input).toString('base64url')}`;
}
