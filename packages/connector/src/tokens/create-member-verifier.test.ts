import type { JWTPayload } from 'jose';
import { describe, expect, test } from 'vitest';
import { createDpopDevice, digestToken } from '../../test/dpop-device.ts';
import { createTokenIssuer } from '../../test/token-issuer.ts';
import { createMemberVerifier, type VerifiedMember } from './create-member-verifier.ts';

const nowMs = Date.UTC(2026, 10, 22, 10);
const nowSeconds = nowMs / 1000;
const hub = await createTokenIssuer();
const device = await createDpopDevice('ES256', nowMs);
const thief = await createDpopDevice('ES256', nowMs);

function openVerifier(isRevoked?: (member: VerifiedMember) => boolean) {
  return createMemberVerifier({
    jwks: hub.jwks,
    issuer: 'https://hub.example',
    audience: 'black_portal',
    publicOrigins: ['https://portal.example'],
    clock: { now: () => nowMs, monotonic: () => 0 },
    ...(isRevoked === undefined ? {} : { isRevoked }),
  });
}

function issue(changes: JWTPayload = {}, typ = 'at+jwt'): Promise<string> {
  const claims = {
    iss: 'https://hub.example',
    aud: 'black_portal',
    sub: 'person-1',
    tier: 'obsidian',
    device: 'device-1',
    roles: ['contractor'],
    cnf: { jkt: device.thumbprint },
    iat: nowSeconds,
    exp: nowSeconds + 300,
    ...changes,
  };
  return hub.sign(claims, { typ });
}

async function request(accessToken: string, { by = device, ath = digestToken(accessToken) } = {}) {
  const dpop = await by.prove({ claims: { ath } });
  return { method: 'GET', url: '/me', headers: { authorization: `DPoP ${accessToken}`, dpop } };
}

const refusal = (code: string) => expect.objectContaining({ code: `connector.${code}`, status: 401 });

describe('a member', () => {
  test('is known by token and proof together', async () => {
    expect(await openVerifier()(await request(await issue()))).toEqual({
      userId: 'person-1',
      tier: 'obsidian',
      deviceId: 'device-1',
      roles: ['contractor'],
      thumbprint: device.thumbprint,
    });
  });

  test('may have no tier, but must say so', async () => {
    expect(await openVerifier()(await request(await issue({ tier: null })))).toMatchObject({ tier: null });
    await expect(openVerifier()(await request(await issue({ tier: undefined })))).rejects.toThrow(
      refusal('token_malformed'),
    );
  });

  test('is not known by a copied token: without proof, with the thief’s own, with one seen before', async () => {
    const verify = openVerifier();
    const token = await issue();
    const right = await request(token);
    const { authorization } = right.headers;
    await expect(verify({ ...right, headers: { authorization } })).rejects.toThrow(refusal('dpop_missing'));
    await expect(verify(await request(token, { by: thief }))).rejects.toThrow(refusal('dpop_other_key'));
    await verify(right);
    await expect(verify(right)).rejects.toThrow(refusal('dpop_replayed'));
  });

  test('cannot lend a proof to another token', async () => {
    const another = digestToken(await issue({ jti: 'another' }));
    await expect(openVerifier()(await request(await issue(), { ath: another }))).rejects.toThrow(
      refusal('dpop_other_token'),
    );
  });

  test.each(['Bearer', 'Basic', ''])('is not known by the scheme %j', async (scheme) => {
    const right = await request(await issue());
    const authorization = right.headers.authorization.replace('DPoP', scheme);
    await expect(openVerifier()({ ...right, headers: { ...right.headers, authorization } })).rejects.toThrow(
      refusal('token_missing'),
    );
  });

  test.each([
    { cnf: undefined },
    { cnf: {} },
    { cnf: { jkt: 7 } },
    { device: undefined },
    { tier: 'emperor' },
    { roles: 'contractor' },
    { roles: [1] },
    { sub: undefined },
  ] as JWTPayload[])('is not known by a token with %j', async (changes) => {
    await expect(openVerifier()(await request(await issue(changes)))).rejects.toThrow(
      refusal('token_malformed'),
    );
  });

  test('is not known by a proof token', async () => {
    const token = await issue({}, 'interlock-proof+jwt');
    await expect(openVerifier()(await request(token))).rejects.toThrow(refusal('token_wrong_type'));
  });

  test('is out as soon as the device is revoked', async () => {
    const revoked = new Set<string>();
    const verify = openVerifier(({ deviceId }) => revoked.has(deviceId));
    await verify(await request(await issue()));
    revoked.add('device-1');
    await expect(verify(await request(await issue()))).rejects.toThrow(refusal('token_revoked'));
  });
});
