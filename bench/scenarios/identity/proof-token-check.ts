import { createProofTokenVerifier } from '@interlock/connector';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { median } from '../../report/statistics.ts';
import type { Scenario } from '../../types.ts';

/** Milliseconds that a platform takes to check a proof token offline, with the key in memory. */
export const proofTokenCheck: Scenario<unknown> = {
  names: ['identity.token.check'],
  async measure(_stage, bench) {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const token = await new SignJWT({ sub: 'pseudonym', tier: 'void' })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'interlock-proof+jwt', kid: 'bench' })
      .setIssuer('https://hub.example')
      .setAudience('black_portal')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
    const verify = createProofTokenVerifier({
      jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'EdDSA' }] },
      issuer: 'https://hub.example',
      audience: 'black_portal',
    });
    const durationsMs: number[] = [];
    const warmUp = 200;
    for (let round = -warmUp; round < (bench.short ? 500 : 5_000); round += 1) {
      const startedAt = performance.now();
      await verify(token);
      if (round >= 0) durationsMs.push(performance.now() - startedAt);
    }
    return [
      { name: 'identity.token.check', value: median(durationsMs), unit: 'ms', baseline: null, ratio: null },
    ];
  },
};
