import { createHmac } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { describe, expect, test } from 'vitest';
import { createDpopDevice, digestToken, type ProofParts } from '../../test/dpop-device.ts';
import { forgeToken } from '../../test/token-issuer.ts';
import { checkDpopProof, type DpopExpectation } from './check-dpop-proof.ts';
import { createReplayGuard } from './create-replay-guard.ts';

const nowMs = Date.UTC(2026, 10, 22, 10);
const nowSeconds = nowMs / 1000;
const accessToken = 'access-token';
const device = await createDpopDevice('ES256', nowMs);
const stranger = await createDpopDevice('ES256', nowMs);

function expecting(changes: Partial<DpopExpectation> = {}): DpopExpectation {
  return {
    method: 'GET',
    path: '/me?page=2',
    publicOrigins: ['https://portal.example', 'https://portal.example:8443'],
    accessToken,
    thumbprint: device.thumbprint,
    nowMs,
    replayGuard: createReplayGuard({ clock: { now: () => nowMs } }),
    ...changes,
  };
}

function prove(parts: ProofParts = {}): Promise<string> {
  return device.prove({ ...parts, claims: { ath: digestToken(accessToken), ...parts.claims } });
}

const refusal = (code: string) => expect.objectContaining({ code: `connector.${code}` });

describe('a right proof', () => {
  test('passes and names its key', async () => {
    expect(await checkDpopProof(await prove(), expecting())).toEqual({
      thumbprint: device.thumbprint,
      publicKey: device.publicKey,
      issuedAtMs: nowMs,
    });
  });

  test.each(['EdDSA', 'Ed25519'])('may be signed with %s', async (alg) => {
    const other = await createDpopDevice('EdDSA', nowMs);
    const proof = await other.prove({ header: { alg } });
    const { thumbprint } = await checkDpopProof(
      proof,
      expecting({ accessToken: undefined, thumbprint: undefined }),
    );
    expect(thumbprint).toBe(other.thumbprint);
  });

  test.each([
    'https://portal.example/me',
    'https://PORTAL.example:443/me',
    'https://portal.example/me?page=3#top',
    'https://portal.example:8443/me',
    'https://portal.example/a/../me',
  ])('may name its address as %s', async (htu) => {
    await expect(checkDpopProof(await prove({ claims: { htu } }), expecting())).resolves.toBeDefined();
  });

  test.each([60, -60, 0.5])('may have been made %d s ago', async (ageSeconds) => {
    const proof = await prove({ claims: { iat: nowSeconds - ageSeconds } });
    await expect(checkDpopProof(proof, expecting())).resolves.toBeDefined();
  });
});

describe('a proof is refused', () => {
  test('when there is none, or there are two', async () => {
    await expect(checkDpopProof(undefined, expecting())).rejects.toThrow(refusal('dpop_missing'));
    await expect(checkDpopProof('', expecting())).rejects.toThrow(refusal('dpop_missing'));
    const [one, two] = [await prove(), await prove()];
    await expect(checkDpopProof([one, two], expecting())).rejects.toThrow(refusal('dpop_malformed'));
    await expect(checkDpopProof(`${one}, ${two}`, expecting())).rejects.toThrow(refusal('dpop_malformed'));
  });

  test.each(['x', '..', 'a.b.c', `${'a'.repeat(5000)}.b.c`])('when it is %j', async (proof) => {
    await expect(checkDpopProof(proof, expecting())).rejects.toThrow(refusal('dpop_malformed'));
  });

  test.each([
    ['another type', { typ: 'JWT' }],
    ['no type', { typ: undefined }],
    ['no key', { jwk: undefined }],
    ['its private key', { jwk: device.privateKey }],
    ['a key of another curve', { jwk: { ...device.publicKey, crv: 'P-384' } }],
    ['a key of another kind', { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } }],
    ['a key that lacks a coordinate', { jwk: { kty: 'EC', crv: 'P-256', x: device.publicKey.x ?? '' } }],
    ['a point that is not on the curve', { jwk: { ...device.publicKey, y: device.publicKey.x ?? '' } }],
    ['a critical extension nobody knows', { crit: ['x'], x: 1 }],
  ])('with %s', async (_what, header) => {
    const proof = await resign({ ...rightHeader, ...header });
    await expect(checkDpopProof(proof, expecting())).rejects.toThrow(refusal('dpop_malformed'));
  });

  test('without signature, or with one that a shared secret could make', async () => {
    const none = forgeToken({ ...rightHeader, alg: 'none' }, await rightClaims(), () => Buffer.alloc(0));
    const secret = Buffer.from(JSON.stringify(device.publicKey));
    const hmac = forgeToken({ ...rightHeader, alg: 'HS256' }, await rightClaims(), (input) =>
      createHmac('sha256', secret).update(input).digest(),
    );
    await expect(checkDpopProof(none, expecting())).rejects.toThrow(refusal('dpop_malformed'));
    await expect(checkDpopProof(hmac, expecting())).rejects.toThrow(refusal('dpop_malformed'));
  });

  test('that another key signed, or that was changed', async () => {
    const foreign = await stranger.prove({ header: { jwk: device.publicKey } });
    await expect(checkDpopProof(foreign, expecting())).rejects.toThrow(refusal('dpop_signature_wrong'));
    const [header, , signature] = (await prove()).split('.');
    const claims = Buffer.from(JSON.stringify({ ...(await rightClaims()), jti: 'other' })).toString(
      'base64url',
    );
    const changed = `${header}.${claims}.${signature}`;
    await expect(checkDpopProof(changed, expecting())).rejects.toThrow(refusal('dpop_signature_wrong'));
  });

  test.each([
    { jti: undefined },
    { jti: '' },
    { jti: 'x'.repeat(129) },
    { htm: undefined },
    { htu: undefined },
    { iat: undefined },
  ] as JWTPayload[])('with the claims %j', async (claims) => {
    await expect(checkDpopProof(await prove({ claims }), expecting())).rejects.toThrow(
      refusal('dpop_malformed'),
    );
  });

  test.each([
    { htm: 'POST' },
    { htm: 'get' },
    { htu: 'https://portal.example/you' },
    { htu: 'https://portal.example/me/' },
    { htu: 'http://portal.example/me' },
    { htu: 'https://evil.example/me' },
    { htu: 'https://user@portal.example/me' },
    { htu: '/me' },
  ])('that was made for %j', async (claims) => {
    await expect(checkDpopProof(await prove({ claims }), expecting())).rejects.toThrow(
      refusal('dpop_other_request'),
    );
  });

  test('when a path tries to become another host', async () => {
    const proof = await prove({ claims: { htu: 'https://evil.example/me' } });
    const expectation = expecting({ path: '//evil.example/me' });
    await expect(checkDpopProof(proof, expectation)).rejects.toThrow(refusal('dpop_other_request'));
  });

  test.each([61, -61, 86_400])('that was made %d s ago', async (ageSeconds) => {
    const proof = await prove({ claims: { iat: nowSeconds - ageSeconds } });
    await expect(checkDpopProof(proof, expecting())).rejects.toThrow(refusal('dpop_outside_window'));
  });

  test.each([undefined, digestToken('another-token')])('for another token (ath %s)', async (ath) => {
    await expect(checkDpopProof(await prove({ claims: { ath } }), expecting())).rejects.toThrow(
      refusal('dpop_other_token'),
    );
  });

  test('of another key than the token is bound to', async () => {
    const proof = await stranger.prove({ claims: { ath: digestToken(accessToken) } });
    await expect(checkDpopProof(proof, expecting())).rejects.toThrow(refusal('dpop_other_key'));
  });

  test('when it comes again, also at the same moment, and not when only a wrong use went before', async () => {
    const proof = await prove();
    const expectation = expecting();
    await expect(checkDpopProof(proof, { ...expectation, method: 'POST' })).rejects.toThrow(
      refusal('dpop_other_request'),
    );
    const results = await Promise.allSettled([1, 2, 3].map(() => checkDpopProof(proof, expectation)));
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(checkDpopProof(proof, expectation)).rejects.toThrow(refusal('dpop_replayed'));
  });
});

const rightHeader = { typ: 'dpop+jwt', alg: 'ES256', jwk: device.publicKey };

async function rightClaims(): Promise<object> {
  const [, claims = ''] = (await prove()).split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
}

/** A proof whose header the signing library would refuse to write; its signature is as good as none. */
async function resign(header: object): Promise<string> {
  return forgeToken(header, await rightClaims(), () => Buffer.alloc(64, 1));
}
