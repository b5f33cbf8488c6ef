import { createMemberVerifier } from '@interlock/connector';
import { calculateJwkThumbprint, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { makeSoftDevice } from '../../../test/soft-device.ts';
import { median } from '../../report/statistics.ts';
import type { Scenario } from '../../types.ts';

const issuer = 'https://hub.example';
const audience = 'black_portal';
const origin = 'https://black.example';
const path = '/api/portfolio';

/**
 * Milliseconds that a platform takes to check who makes a request: the access token (Ed25519) and a new proof of the device’s
 * key (ES256), offline, with the hub’s key in memory. Making the proof, which the browser does, is left out.
 */
export const memberCheck: Scenario<unknown> = {
  names: ['identity.member.check'],
  async measure(_stage, bench) {
    const device = await makeSoftDevice();
    const { jwk } = decodeProtectedHeader(await device.prove('GET', origin));
    if (jwk === undefined) throw new Error('the proof names no key');
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const token = await new SignJWT({
      sub: 'asha',
      tier: 'void',
      device: 'd-1',
      roles: ['member'],
      cnf: { jkt: await calculateJwkThumbprint(jwk) },
    })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'bench' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
    const verify = createMemberVerifier({
      jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'EdDSA' }] },
      issuer,
      audience,
      publicOrigins: [origin],
    });
    const durationsMs: number[] = [];
    const warmUp = 200;
    // Below a device’s fair share of what the verifier remembers in a minute.
    for (let round = -warmUp; round < (bench.short ? 500 : 3_000); round += 1) {
      // Each is good once, and for this request alone.
      const dpop = await device.prove('GET', `${origin}${path}`, token);
      const startedAt = performance.now();
      await verify({ method: 'GET', url: path, headers: { authorization: `DPoP ${token}`, dpop } });
      if (round >= 0) durationsMs.push(performance.now() - startedAt);
    }
    return [
      { name: 'identity.member.check', value: median(durationsMs), unit: 'ms', baseline: null, ratio: null },
    ];
  },
};
