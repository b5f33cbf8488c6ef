import { SignJWT, exportJWK } from 'jose';
import { serverNow } from './server-clock.ts';

const millisecondsPerSecond = 1000;

/**
 * The `DPoP` header of a request (RFC 9449): made by this device’s key, for this request alone, now. The time is the
 * server’s, so that a device whose clock is wrong gets in all the same.
 */
export async function prove(
  { privateKey, publicKey }: CryptoKeyPair,
  method: string,
  path: string,
  accessToken?: string,
): Promise<string> {
  return new SignJWT({
    htm: method,
    htu: new URL(path, location.origin).href.split(/[?#]/)[0],
    ...(accessToken === undefined ? {} : { ath: await hashOf(accessToken) }),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: await exportJWK(publicKey) })
    .setIssuedAt(Math.floor(serverNow() / millisecondsPerSecond))
    .setJti(crypto.randomUUID())
    .sign(privateKey);
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
