import type { LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { callPlatform, type PlatformAnswer } from './call-platform.ts';
import { createPlatform } from './create-platform.ts';
import { onPlatformChange } from './on-platform-change.ts';
import { platformHealth } from './platform-health.ts';
import { rotateSecret } from './rotate-secret.ts';
import { setPlatformEnabled } from './set-platform-enabled.ts';
import { openTestConnectors } from './test-support/open-test-connectors.ts';
import { startPlatform, type ReceivedRequest, type TestPlatform } from './test-support/start-platform.ts';
import type { Connectors } from './types.ts';

let testDatabase: TestDatabase;
let connectors: Connectors;
let platform: TestPlatform;
let platformId: string;
let count = 0;
/** How far the hub's wall clock has moved on. */
let aheadMs = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const clock = { ...systemClock, now: () => Date.now() + aheadMs };
  connectors = await openTestConnectors(testDatabase.database, { clock });
});

afterAll(async () => {
  await connectors.close();
  await testDatabase.drop();
});

beforeEach(async () => {
  aheadMs = 0;
  platform = await startPlatform();
  platformId = `platform_${(count += 1)}`;
});

afterEach(() => platform.kill());

async function register(definition: object = {}): Promise<string> {
  const { signingSecret } = await createPlatform(connectors, {
    id: platformId,
    displayName: 'Test platform',
    addresses: { primary: platform.address },
    ...definition,
  });
  return signingSecret ?? '';
}

const call = (body = '{"events":[]}', messageId = 'message-1'): Promise<PlatformAnswer> =>
  callPlatform(connectors, platformId, { path: '/interlock/events', messageId, body });

const circuit = () => platformHealth(connectors).find((health) => health.platformId === platformId)?.circuit;

function lastRequest(): ReceivedRequest {
  const request = platform.received.at(-1);
  if (request === undefined) throw new Error('nothing was received');
  return request;
}

function accepts(secret: string, { body, headers }: ReceivedRequest): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

describe('what the platform receives', () => {
  test('is signed with its secret, under the given path', async () => {
    const secret = await register({ addresses: { primary: `${platform.address}/api` } });
    expect(await call('{"name":"Zoë"}')).toMatchObject({
      kind: 'answered',
      status: 200,
      body: '{}',
      address: `${platform.address}/api`,
    });
    const request = lastRequest();
    expect(request).toMatchObject({ path: '/api/interlock/events', body: '{"name":"Zoë"}' });
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': 'message-1',
    });
    expect(request.headers).not.toHaveProperty('authorization');
    expect(accepts(secret, request)).toBe(true);
  });

  test('carries the credential and what the caller adds', async () => {
    await register({ credential: 'platform-credential' });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await callPlatform(connectors, platformId, {
      path: '/',
      messageId: 'm',
      body: Buffer.from('{}'),
      headers: { traceparent },
    });
    expect(lastRequest().headers).toMatchObject({ authorization: 'Bearer platform-credential', traceparent });
  });

  test('is signed with both secrets until the overlap ends', async () => {
    const old = await register();
    const current = await rotateSecret(connectors, platformId, 60_000);
    await call();
    expect([accepts(old, lastRequest()), accepts(current, lastRequest())]).toEqual([true, true]);
    aheadMs = 61_000;
    await call();
    expect([accepts(old, lastRequest()), accepts(current, lastRequest())]).toEqual([false, true]);
  });

  test('is signed with the new secret alone when the old one leaked', async () => {
    const old = await register();
    const current = await rotateSecret(connectors, platformId, 0);
    await call();
    expect([accepts(old, lastRequest()), accepts(current, lastRequest())]).toEqual([false, true]);
  });
});

describe('held', () => {
  test('while the platform is disabled', async () => {
    await register({ enabled: false });
    expect(await call()).toMatchObject({ kind: 'held', reason: 'disabled' });
    await setPlatformEnabled(connectors, platformId, true);
    expect(await call()).toMatchObject({ kind: 'answered' });
    expect(platform.received).toHaveLength(1);
  });

  test('beyond the rate limit, which the platform never sees exceeded', async () => {
    await register({ delivery: { rateLimitPerSecond: 40 } });
    const deadline = performance.now() + 1_500;
    let held = 0;
    const worker = async (): Promise<void> => {
      while (performance.now() < deadline) {
        const answer = await call();
        if (answer.kind !== 'held') continue;
        expect(answer.reason).toBe('rate_limited');
        held += 1;
        await new Promise((resolve) => setTimeout(resolve, answer.retryAfterMs));
      }
    };
    await Promise.all([worker(), worker(), worker()]);
    expect(held).toBeGreaterThan(0);
    const times = platform.received.map(({ at }) => at);
    for (const start of times) {
      expect(times.filter((at) => at >= start && at < start + 1_000).length).toBeLessThanOrEqual(45);
    }
    expect(times.length).toBeGreaterThanOrEqual(30);
  });

  test.each([429, 503])('for as long as a platform asks with %i and Retry-After', async (status) => {
    await register({ circuit: { failuresToOpen: 1 } });
    platform.answer = (_request, response) => {
      response.writeHead(status, { 'retry-after': '0.3' }).end();
    };
    expect(await call()).toMatchObject({ kind: 'answered', status, retryAfterMs: 300 });
    expect(await call()).toMatchObject({ kind: 'held', reason: 'rate_limited' });
    expect(circuit()).toBe('closed');
    await new Promise((resolve) => setTimeout(resolve, 310));
    expect(await call()).toMatchObject({ kind: 'answered' });
  });
});

describe('circuit', () => {
  const quick = { failuresToOpen: 3, probeAfterMs: 150 };

  test.each<[string, () => void | Promise<void>]>([
    ['answers 500', () => void (platform.answer = (_request, response) => response.writeHead(500).end())],
    [
      'answers 503 without saying when',
      () => void (platform.answer = (_r, response) => response.writeHead(503).end()),
    ],
    ['breaks the connection', () => void (platform.answer = (_request, response) => response.destroy())],
    ['hangs', () => void (platform.hanging = true)],
    ['is dead', () => platform.kill()],
  ])('opens on a platform that %s, and closes when it is back', async (_how, harm) => {
    await register({ circuit: quick, delivery: { timeoutMs: 100 } });
    const seen: (string | undefined)[] = [];
    const stop = onPlatformChange(connectors, (change) => {
      if (change.kind === 'circuit' && change.platformId === platformId) seen.push(circuit());
    });
    await harm();
    for (let failure = 0; failure < 3; failure += 1) expect((await call()).kind).not.toBe('held');
    expect(await call()).toMatchObject({ kind: 'held', reason: 'circuit_open' });

    platform.answer = (_request, response) => response.end('{}');
    await platform.kill();
    await platform.revive();
    await new Promise((resolve) => setTimeout(resolve, 160));
    expect(await call()).toMatchObject({ kind: 'answered', status: 200 });
    expect(seen).toEqual(['open', 'half_open', 'closed']);
    stop();
  });

  test('holds everybody but the probe while it is half-open', async () => {
    await register({ circuit: quick });
    platform.answer = (_request, response) => response.writeHead(500).end();
    for (let failure = 0; failure < 3; failure += 1) await call();
    await new Promise((resolve) => setTimeout(resolve, 160));
    const before = platform.received.length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => call()));
    expect(answers.filter(({ kind }) => kind === 'answered')).toHaveLength(1);
    expect(platform.received.length - before).toBe(1);
    expect(circuit()).toBe('open');
  });

  test.each([400, 401, 404, 409, 422, 429])('does not take %i for a failure', async (status) => {
    await register({ circuit: { failuresToOpen: 1 } });
    platform.answer = (_request, response) => response.writeHead(status).end();
    await call();
    expect(circuit()).toBe('closed');
  });

  test('keeps its position through a change that does not concern it', async () => {
    await register({ circuit: { failuresToOpen: 1, probeAfterMs: 60_000, probeAfterMsMax: 60_000 } });
    platform.answer = (_request, response) => response.writeHead(500).end();
    await call();
    await rotateSecret(connectors, platformId);
    expect(await call()).toMatchObject({ kind: 'held', reason: 'circuit_open' });
  });
});

test('at most `concurrency` requests are at the platform at once', async () => {
  await register({ delivery: { concurrency: 3 } });
  let [now, most] = [0, 0];
  platform.answer = (_request, response) => {
    now += 1;
    most = Math.max(most, now);
    setTimeout(() => {
      now -= 1;
      response.end('{}');
    }, 20);
  };
  const answers = await Promise.all(Array.from({ length: 12 }, () => call()));
  expect(answers.every(({ kind }) => kind === 'answered')).toBe(true);
  expect(most).toBe(3);
});

test('a name that leads inside is never connected to, whatever it said at registration', async () => {
  let inside = false;
  const resolve: LookupFunction = (_hostname, _options, callback) =>
    callback(null, [{ address: inside ? '127.0.0.1' : '8.8.8.8', family: 4 }]);
  const strict = await openTestConnectors(testDatabase.database, {
    settings: { healthIntervalMs: 1_000, allowedPrivateNetworks: [] },
    resolve,
  });
  const port = new URL(platform.address).port;
  await createPlatform(strict, {
    id: platformId,
    displayName: 'Rebinding',
    addresses: { primary: `http://platform.example:${port}` },
  });
  inside = true;
  const answer = await callPlatform(strict, platformId, { path: '/', messageId: 'm', body: '{}' });
  expect(answer).toMatchObject({ kind: 'unreachable', reason: 'forbidden_address' });
  expect(platform.received).toHaveLength(0);
  await strict.close();
});

test('an address that names a forbidden IP itself is not called, though it is registered', async () => {
  await register();
  const strict = await openTestConnectors(testDatabase.database, {
    settings: { healthIntervalMs: 1_000, allowedPrivateNetworks: [] },
  });
  const answer = await callPlatform(strict, platformId, { path: '/', messageId: 'm', body: '{}' });
  expect(answer).toMatchObject({
    kind: 'unreachable',
    reason: 'forbidden_address',
    message: '127.0.0.1 is loopback',
  });
  expect(platform.received).toHaveLength(0);
  await strict.close();
});

test('a platform that is not registered is an error, not an answer', async () => {
  await expect(
    callPlatform(connectors, 'nobody', { path: '/', messageId: 'm', body: '{}' }),
  ).rejects.toMatchObject({ code: 'connectors.unknown_platform' });
});
