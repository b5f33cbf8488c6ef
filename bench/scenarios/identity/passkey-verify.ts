import { randomBytes } from 'node:crypto';
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { SoftAuthenticator } from '../../../test/soft-authenticator.ts';
import { median } from '../../report/statistics.ts';
import type { Scenario } from '../../types.ts';

const origin = 'https://black.example';
const rpId = 'black.example';

/**
 * Milliseconds that a hub computes to verify a passkey’s assertion (ES256), with all that it demands when somebody signs in;
 * without the database.
 */
export const passkeyVerify: Scenario<unknown> = {
  names: ['identity.passkey.verify'],
  async measure(_stage, bench) {
    const authenticator = new SoftAuthenticator(origin);
    const challenge = randomBytes(32).toString('base64url');
    const made = await authenticator.create({ challenge, rp: { id: rpId }, user: { id: 'YXNoYQ' } });
    const expected = { expectedOrigin: [origin], expectedRPID: rpId, requireUserVerification: true };
    const registered = await verifyRegistrationResponse({
      ...expected,
      response: made as never,
      expectedChallenge: challenge,
    });
    if (!registered.verified) throw new Error('the passkey was not made as it must be');
    const { credential } = registered.registrationInfo;
    const durationsMs: number[] = [];
    const warmUp = 200;
    for (let round = -warmUp; round < (bench.short ? 300 : 3_000); round += 1) {
      const assertion = authenticator.get({ challenge, rpId });
      const startedAt = performance.now();
      const { verified } = await verifyAuthenticationResponse({
        ...expected,
        response: assertion as never,
        expectedChallenge: challenge,
        credential,
      });
      if (round >= 0) durationsMs.push(performance.now() - startedAt);
      if (!verified) throw new Error('the assertion was not verified');
    }
    return [
      {
        name: 'identity.passkey.verify',
        value: median(durationsMs),
        unit: 'ms',
        baseline: null,
        ratio: null,
      },
    ];
  },
};
