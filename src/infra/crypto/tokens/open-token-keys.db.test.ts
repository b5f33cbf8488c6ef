import { generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { VirtualClock } from '#kernel/virtual-clock';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { createEmbeddedKeyService } from '../key-service/create-embedded-key-service.ts';
import { createMasterKey } from '../master-key.ts';
import { openTokenKeys } from './open-token-keys.ts';
import type { TokenKeys } from './token-keys.ts';

let hub: TestDatabase;
let clock: VirtualClock;
let opened: TokenKeys[] = [];
const keyService = createEmbeddedKeyService(createMasterKey());
const issuer = 'https://hub.example';
const purpose = { type: 'at+jwt', audience: 'black_portal' };
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

beforeAll(async () => {
  hub = await createTestDatabase();
});
beforeEach(async () => {
  clock = new VirtualClock();
  await hub.database.query('truncate crypto.token_keys');
});
afterEach(() => {
  for (const keys of opened) keys.close();
  opened = [];
});
afterAll(() => hub.drop());

async function open(options: { clock?: VirtualClock; issuer?: string } = {}): Promise<TokenKeys> {
  const keys = await openTokenKeys({
    database: hub.database,
    keyService,
    clock,
    issuer,
    logger: pino({ level: 'silent' }),
    ...options,
  });
  opened.push(keys);
  return keys;
}

const signOne = (keys: TokenKeys): Promise<string> =>
  keys.sign({ sub: 'p1' }, { ...purpose, lifetimeMs: 60_000 });
const refused = { code: 'crypto.invalid_token', status: 401 };

describe('a token', () => {
  test('says what it was given, who made it, for whom and how long', async () => {
    const keys = await open();
    const token = await keys.sign({ sub: 'p1', tier: 'void' }, { ...purpose, lifetimeMs: 90_000 });
    const issuedAt = clock.now() / 1_000;
    const claims = {
      sub: 'p1',
      tier: 'void',
      iss: issuer,
      aud: 'black_portal',
      iat: issuedAt,
      exp: issuedAt + 90,
    };
    expect(await keys.verify(token, purpose)).toEqual({ ...claims, jti: expect.any(String) });
    expect(decodeProtectedHeader(token)).toEqual({
      alg: 'EdDSA',
      typ: 'at+jwt',
      kid: keys.jwks().keys[0]?.kid,
    });
    expect(decodeJwt(await signOne(keys)).jti).not.toBe(decodeJwt(await signOne(keys)).jti);
  });

  test('is understood by whoever has only the JWKS', async () => {
    const keys = await open();
    const jwks = createLocalJWKSet(structuredClone(keys.jwks()));
    const { payload } = await jwtVerify(await signOne(keys), jwks, {
      audience: 'black_portal',
      currentDate: new Date(clock.now()),
    });
    expect(payload.sub).toBe('p1');
  });

  test('expires to the second', async () => {
    const keys = await open();
    const token = await signOne(keys);
    clock.advance(59_000);
    await keys.verify(token, purpose);
    clock.advance(1_000);
    await expect(keys.verify(token, purpose)).rejects.toMatchObject({ code: 'crypto.expired_token' });
  });

  test('is refused for another type, another audience, by another issuer, altered, or when it is none', async () => {
    const keys = await open();
    const token = await signOne(keys);
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const raised = Buffer.from(JSON.stringify({ ...decodeJwt(token), tier: 'void' })).toString('base64url');
    const attempts: (() => Promise<unknown>)[] = [
      () => keys.verify(token, { ...purpose, type: 'interlock-proof+jwt' }),
      () => keys.verify(token, { ...purpose, audience: 'support_portal' }),
      () => keys.verify([header, raised, signature].join('.'), purpose),
      () => keys.verify([header, payload, ''].join('.'), purpose),
      () => keys.verify('', purpose),
      () => keys.verify('not.a.token', purpose),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(refused);
    const elsewhere = await open({ issuer: 'https://other.example' });
    await expect(elsewhere.verify(token, purpose)).rejects.toMatchObject(refused);
  });

  test('is refused when the algorithm is confused: none, or HMAC with the public key', async () => {
    const keys = await open();
    const claims = decodeJwt(await signOne(keys));
    const [jwk] = keys.jwks().keys;
    const publicKey = Buffer.from(jwk!.x!, 'base64url');
    const header = { typ: 'at+jwt', kid: jwk!.kid! };
    const hmac = new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' });
    for (const forged of [new UnsecuredJWT(claims).encode(), await hmac.sign(publicKey)]) {
      await expect(keys.verify(forged, purpose)).rejects.toMatchObject(refused);
    }
  });

  test('of a foreign key is refused, also under the id of ours', async () => {
    const keys = await open();
    const claims = decodeJwt(await signOne(keys));
    const { privateKey } = generateKeyPairSync('ed25519');
    for (const kid of [keys.jwks().keys[0]!.kid!, 'unknown']) {
      const forged = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
        .sign(privateKey);
      await expect(keys.verify(forged, purpose)).rejects.toMatchObject(refused);
    }
  });

  test('does not outlive its key: too long a lifetime is refused', async () => {
    const keys = await open();
    await expect(keys.sign({}, { ...purpose, lifetimeMs: dayMs + 1 })).rejects.toThrow(RangeError);
  });
});

describe('the keys', () => {
  test('are the same in hubs that start at once', async () => {
    const hubs = await Promise.all(Array.from({ length: 6 }, () => open()));
    const token = await signOne(hubs[0]!);
    for (const keys of hubs) {
      expect(keys.jwks()).toEqual(hubs[0]!.jwks());
      await keys.verify(token, purpose);
    }
    expect(hubs[0]!.jwks().keys).toHaveLength(1);
  });

  test('show no private part', async () => {
    const [jwk] = (await open()).jwks().keys;
    expect(Object.keys(jwk!).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    const foreign = createEmbeddedKeyService(createMasterKey());
    await expect(
      openTokenKeys({
        database: hub.database,
        keyService: foreign,
        clock,
        issuer,
        logger: pino({ level: 'silent' }),
      }),
    ).rejects.toMatchObject({ code: 'crypto.cannot_unwrap' });
  });

  test('are not believed to be what the database shows: a planted public key verifies nothing', async () => {
    const honest = await open();
    const planted = generateKeyPairSync('ed25519');
    const { x } = planted.publicKey.export({ format: 'jwk' });
    await hub.database.query(
      `update crypto.token_keys set public_key = public_key || jsonb_build_object('x', $1::text)`,
      [x],
    );
    const later = await open();
    expect(later.jwks()).toEqual(honest.jwks());
    await hub.database.query(
      `insert into crypto.token_keys
       select 2, 'planted', public_key, wrapped, wrapped_by, signs_from from crypto.token_keys`,
    );
    await expect(open()).rejects.toMatchObject({ code: 'crypto.cannot_unwrap' });
    const forged = await new SignJWT(decodeJwt(await signOne(honest)))
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'planted' })
      .sign(planted.privateKey);
    await expect(honest.verify(forged, purpose)).rejects.toMatchObject(refused);
  });

  test('follow each other: announced, signing, retired, deleted', async () => {
    const keys = await open();
    const kids = (): (string | undefined)[] => keys.jwks().keys.map(({ kid }) => kid);
    const signer = async (): Promise<unknown> => decodeProtectedHeader(await signOne(keys)).kid;
    const [first] = kids();
    const longest = await keys.sign({}, { ...purpose, lifetimeMs: dayMs });
    await passTime(30 * dayMs - hourMs, () => kids().length === 2);
    const second = kids()[1];
    expect(await signer()).toBe(first);
    const last = await keys.sign({}, { ...purpose, lifetimeMs: dayMs });
    clock.advance(hourMs);
    expect(await signer()).toBe(second);
    clock.advance(dayMs - hourMs - 1_000);
    await keys.verify(last, purpose);
    await expect(keys.verify(longest, purpose)).rejects.toMatchObject({ code: 'crypto.expired_token' });
    await passTime(3 * hourMs, () => !kids().includes(first));
    expect(kids()).toEqual([second]);
    expect(await hub.database.query('select key_id from crypto.token_keys')).toEqual([{ key_id: second }]);
  });

  test('that another hub made are known without waiting, when a token names one', async () => {
    const [here, there] = [await open(), await open()];
    await there.rotate();
    expect(here.jwks().keys).toHaveLength(1);
    // Only `there` has noticed that an hour has passed.
    const later = new VirtualClock(clock.now() + hourMs);
    const ahead = await open({ clock: later });
    const token = await signOne(ahead);
    clock.advance(2_000);
    await here.verify(token, purpose);
    expect(here.jwks()).toEqual(there.jwks());
  });

  test('made on purpose by two hubs at once are one', async () => {
    const [here, there] = [await open(), await open()];
    await Promise.all([here.rotate(), there.rotate()]);
    expect(here.jwks().keys).toHaveLength(2);
    expect(there.jwks()).toEqual(here.jwks());
    await here.rotate();
    expect(here.jwks().keys, 'the one that is announced will do').toHaveLength(2);
  });
});

/** Lets time pass once the hub waits for it to, and waits until the hub has done what is expected of it. */
async function passTime(byMs: number, isDone: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(clock.untilNext()).toBeDefined());
  clock.advance(byMs);
  await vi.waitFor(() => expect(isDone()).toBe(true));
}
