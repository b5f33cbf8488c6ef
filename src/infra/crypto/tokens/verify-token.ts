import { errors, jwtVerify, type CryptoKey, type JWTPayload } from 'jose';
import { cryptoErrors } from '../errors.ts';
import type { TokenPurpose } from './token-keys.ts';
import type { KeyObject } from 'node:crypto';

export interface TokenVerification extends TokenPurpose {
  readonly issuer: string;
  readonly now: number;
  readonly findKey: (keyId: string) => Promise<KeyObject | CryptoKey | undefined>;
}

/**
 * Checks, in this order: algorithm, key, signature, type, issuer, audience, expiry.
 *
 * @throws `crypto.expired_token` when nothing is wrong with it but its age, otherwise `crypto.invalid_token`
 */
export async function verifyToken(
  token: string,
  { type, audience, issuer, now, findKey }: TokenVerification,
): Promise<JWTPayload> {
  const keyOf = async ({ kid }: { kid?: string }): Promise<KeyObject | CryptoKey> => {
    const key = await findKey(kid ?? '');
    if (key === undefined) throw cryptoErrors('crypto.invalid_token', { detail: 'Its key is not known.' });
    return key;
  };
  try {
    const { payload } = await jwtVerify(token, keyOf, {
      algorithms: ['EdDSA'],
      typ: type,
      issuer,
      audience,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'iat', 'jti'],
    });
    return payload;
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw cryptoErrors('crypto.expired_token', { cause });
    if (!(cause instanceof errors.JOSEError)) throw cause;
    throw cryptoErrors('crypto.invalid_token', { detail: `${cause.message}.`, cause });
  }
}
