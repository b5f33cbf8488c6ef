import { createHmac } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { describe, expect, test } from 'vitest';
import { createTokenIssuer, forgeToken } from '../../test/token-issuer.ts';
import { createProofTokenVerifier } from './create-proof-token-verifier.ts';

const nowMs = Date.UTC(2026, 10, 22, 10);
const nowSeconds = nowMs / 1000;
const hub = await createTokenIssuer();
const impostor = await createTokenIssuer();
const typ = 'interlock-proof+jwt';

const verify = createProofTokenVerifier({
  jwks: hub.jwks,
  issuer: 'https://hub.example',
  audience: 'black_portal',
  clock: { now: () => nowMs, monotonic: () => 0 },
});

function claims(changes: JWTPayload = {}): JWTPayload {
  return {
    iss: 'https://hub.example',
    aud: 'black_portal',
    sub: 'pseudonym',
    tier: 'void',
    iat: nowSeconds,
    exp: nowSeconds + 300,
    jti: 'token-1',
    ...changes,
  };
}

const refusal = (code: string) => expect.objectContaining({ code: `connector.${code}`, status: 401 });

describe('a proof token', () => {
  test('says a tier and a pseudonym, and nothing else', async () => {
    expect(await verify(await hub.sign(claims(), { typ }))).toEqual({
      tier: 'void',
      pseudonym: 'pseudonym',
      expiresAt: nowMs + 300_000,
    });
  });

  test.each([
    ['token_wrong_audience', { aud: 'support_portal' }],
    ['token_wrong_issuer', { iss: 'https://other.example' }],
    ['token_expired', { exp: nowSeconds - 10 }],
    ['token_not_yet_valid', { nbf: nowSeconds + 11 }],
    ['token_not_yet_valid', { iat: nowSeconds + 11 }],
    ['token_malformed', { exp: undefined }],
    ['token_malformed', { iat: undefined }],
    ['token_malformed', { aud: undefined }],
    ['token_malformed', { iss: undefined }],
    ['token_malformed', { sub: undefined }],
    ['token_malformed', { sub: '' }],
    ['token_malformed', { tier: 'emperor' }],
    ['token_malformed', { tier: undefined }],
    ['token_malformed', { exp: 'never' }],
  ] as [string, JWTPayload][])('is refused as %s with %j', async (code, changes) => {
    await expect(verify(await hub.sign(claims(changes), { typ }))).rejects.toThrow(refusal(code));
  });

  test('holds to the second that both clocks allow', async () => {
    for (const changes of [{ exp: nowSeconds - 9 }, { iat: nowSeconds + 10 }]) {
      await expect(verify(await hub.sign(claims(changes), { typ }))).resolves.toBeDefined();
    }
  });

  test('of another type is refused', async () => {
    for (const other of ['at+jwt', 'JWT', 'dpop+jwt']) {
      const token = await hub.sign(claims(), { typ: other });
      await expect(verify(token)).rejects.toThrow(refusal('token_wrong_type'));
    }
  });

  test('signed by another key is refused, also under the hub’s key id', async () => {
    const foreign = await impostor.sign(claims(), { typ });
    await expect(verify(foreign)).rejects.toThrow(refusal('token_signature_wrong'));
    const unknown = await impostor.sign(claims(), { typ, kid: 'key-2' });
    await expect(verify(unknown)).rejects.toThrow(refusal('token_key_unknown'));
    const nameless = await hub.sign(claims(), { typ, kid: undefined });
    await expect(verify(nameless)).rejects.toThrow(refusal('token_key_unknown'));
  });

  test('changed by one bit is refused', async () => {
    const [header, , signature] = (await hub.sign(claims(), { typ })).split('.');
    const changed = Buffer.from(JSON.stringify(claims({ tier: 'onyx' }))).toString('base64url');
    await expect(verify(`${header}.${changed}.${signature}`)).rejects.toThrow(
      refusal('token_signature_wrong'),
    );
  });

  test('under another algorithm is refused: none, and the public key as a shared secret', async () => {
    const header = { typ, kid: 'key-1' };
    const none = forgeToken({ ...header, alg: 'none' }, claims(), () => Buffer.alloc(0));
    await expect(verify(none)).rejects.toThrow(refusal('token_wrong_algorithm'));
    for (const secret of [Buffer.from(hub.publicKey.x ?? '', 'base64url'), JSON.stringify(hub.publicKey)]) {
      const confused = forgeToken({ ...header, alg: 'HS256' }, claims(), (input) =>
        createHmac('sha256', secret).update(input).digest(),
      );
      await expect(verify(confused)).rejects.toThrow(refusal('token_wrong_algorithm'));
    }
  });

  test.each(['x', 'a.b.c', '..', `e30.${'a'.repeat(9000)}.x`])(
    'that reads %j is malformed',
    async (token) => {
      await expect(verify(token)).rejects.toThrow(refusal('token_malformed'));
    },
  );

  test('that is empty is missing', async () => {
    await expect(verify('')).rejects.toThrow(refusal('token_missing'));
  });

  test('with two faults names the one that is checked first', async () => {
    const faults = await hub.sign(claims({ aud: 'support_portal', exp: nowSeconds - 60 }), { typ });
    await expect(verify(faults)).rejects.toThrow(refusal('token_wrong_audience'));
    const foreign = await impostor.sign(claims({ aud: 'support_portal' }), { typ: 'JWT' });
    await expect(verify(foreign)).rejects.toThrow(refusal('token_signature_wrong'));
  });
});
