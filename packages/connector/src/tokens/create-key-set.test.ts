import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeProtectedHeader, type JWTVerifyGetKey } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTokenIssuer, type TokenIssuer } from '../../test/token-issuer.ts';
import { createKeySet } from './create-key-set.ts';

const first = await createTokenIssuer('first');
const second = await createTokenIssuer('second');

/** The hub’s JWKS address: what it answers can be changed, and each request is counted. */
let server: Server;
let jwksUrl: string;
let requests: number;
let answer: { status: number; body: string; location?: string };
let elapsedMs: number;

beforeEach(async () => {
  requests = 0;
  elapsedMs = 0;
  publish(first);
  server = createServer((_request, response) => {
    requests += 1;
    const { status, body, location } = answer;
    response.writeHead(status, location === undefined ? {} : { location }).end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

function publish(...issuers: readonly TokenIssuer[]): void {
  answer = { status: 200, body: JSON.stringify({ keys: issuers.map(({ publicKey }) => publicKey) }) };
}

function openKeySet(): JWTVerifyGetKey {
  return createKeySet({ jwksUrl }, { clock: { monotonic: () => elapsedMs } });
}

async function ask(keys: JWTVerifyGetKey, issuer: TokenIssuer, kid?: string): Promise<string> {
  const token = await issuer.sign({}, kid === undefined ? { typ: 'x' } : { typ: 'x', kid });
  const header = decodeProtectedHeader(token);
  const key = await keys({ ...header, alg: 'EdDSA' }, { payload: '', signature: '' });
  return 'type' in key ? key.type : 'no key';
}

const unknown = expect.objectContaining({ code: 'connector.token_key_unknown', status: 401 });
const unavailable = expect.objectContaining({ code: 'connector.keys_unavailable', status: 503 });

describe('the hub’s keys', () => {
  test('are fetched once, however many tokens arrive at the same time', async () => {
    const keys = openKeySet();
    const found = await Promise.all([1, 2, 3].map(() => ask(keys, first)));
    expect([found, requests]).toEqual([['public', 'public', 'public'], 1]);
  });

  test('are fetched again for a key that is new', async () => {
    const keys = openKeySet();
    await ask(keys, first);
    publish(first, second);
    elapsedMs += 10_000;
    expect([await ask(keys, second), requests]).toEqual(['public', 2]);
  });

  test('are not fetched for every forged token', async () => {
    const keys = openKeySet();
    await ask(keys, first);
    elapsedMs += 10_000;
    for (const kid of ['a', 'b', 'c', 'd']) await expect(ask(keys, first, kid)).rejects.toThrow(unknown);
    expect(requests).toBe(2);
  });

  test('stay good while the hub is away, however long', async () => {
    const keys = openKeySet();
    await ask(keys, first);
    for (const failing of [
      { status: 503, body: '' },
      { status: 200, body: 'no JSON' },
      { status: 302, body: '', location: 'http://127.0.0.1:1/' },
    ]) {
      answer = failing;
      elapsedMs += 86_400_000;
      expect(await ask(keys, first)).toBe('public');
      await expect(ask(keys, second)).rejects.toThrow(unknown);
    }
    expect(requests).toBe(4);
  });

  test('are good no longer when the hub has withdrawn them', async () => {
    const keys = openKeySet();
    await ask(keys, first);
    publish(second);
    elapsedMs += 600_000;
    // This one still passes and starts the fetch; whoever comes after it is refused.
    await ask(keys, first);
    await expect.poll(() => ask(keys, first).catch((error: unknown) => error)).toEqual(unknown);
  });

  test('that could not be fetched yet are asked for again after a second, not at once', async () => {
    answer = { status: 500, body: '' };
    const keys = openKeySet();
    await expect(ask(keys, first)).rejects.toThrow(unavailable);
    await expect(ask(keys, first)).rejects.toThrow(unavailable);
    expect(requests).toBe(1);
    publish(first);
    elapsedMs += 1_000;
    expect(await ask(keys, first)).toBe('public');
  });

  test('are never chosen for a token that names none', async () => {
    const keys = createKeySet({ jwks: first.jwks });
    await expect(keys({ alg: 'EdDSA' }, { payload: '', signature: '' })).rejects.toThrow(unknown);
  });
});
