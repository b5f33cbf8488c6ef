import { randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import type { Clock } from '#kernel/time';

/** What a device can be made to do wrong in its proofs, for tests. Absent: as it should be. */
export interface ProofHabits {
  /** How far the device’s clock is ahead of the hub’s; negative: behind. */
  readonly skewMs?: number;
  readonly method?: string;
  readonly url?: string;
  readonly id?: string;
}

/** A browser’s key, whose clock is the test’s. */
export interface TestDevice {
  readonly thumbprint: string;
  /** The `DPoP` header for a request of a page of `origin`. */
  prove(method: string, path: string, habits?: ProofHabits): Promise<string>;
}

export async function makeTestDevice(clock: Clock, origin: string): Promise<TestDevice> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk: JWK = await exportJWK(publicKey);
  return {
    thumbprint: await calculateJwkThumbprint(jwk),
    prove: (method, path, habits = {}) =>
      new SignJWT({ htm: habits.method ?? method, htu: habits.url ?? `${origin}${path.split('?')[0]}` })
        .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
        .setJti(habits.id ?? randomUUID())
        .setIssuedAt(Math.floor((clock.now() + (habits.skewMs ?? 0)) / 1000))
        .sign(privateKey),
  };
}
