import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { startPlatform, type TestPlatform } from '../test-support/start-platform.ts';
import { createProber, type CheckResult, type Prober } from './create-prober.ts';

let platform: TestPlatform;
let prober: Prober;

beforeEach(async () => {
  platform = await startPlatform();
  prober = proberFor(platform.address);
});

afterEach(async () => {
  await prober.close();
  await platform.kill();
});

// Generous, so that a busy machine is not taken for a slow platform; tests about time set their own.
const patient = { timeoutMs: 10_000, slowMs: 5_000 };

function proberFor(address: string, limits = patient, allowedPrivateNetworks = ['127.0.0.0/8']): Prober {
  return createProber(
    { clock: systemClock, settings: { allowedPrivateNetworks, healthIntervalMs: 5_000 } },
    { health: { ...limits, errorRateMax: 0.1, failbackAfterMs: 0 }, allowedNetworks: [] },
    address,
  );
}

const metrics = (errorRate: number) => ({ requestsPerMinute: 12, errorRate, avgResponseTime: 3 });

test('asks for /health, unsigned', async () => {
  let headers: Readonly<Record<string, string>> = {};
  platform.answerHealth = (request, response) => {
    headers = request.headers;
    response.end(JSON.stringify({ status: 'operational', metrics: metrics(0) }));
  };
  expect(await prober.check()).toMatchObject({ verdict: 'operational', message: null, metrics: metrics(0) });
  expect(headers).not.toHaveProperty('authorization');
  expect(headers).not.toHaveProperty('webhook-signature');
});

test.each<[string, number, string, CheckResult['verdict']]>([
  ['says that it is degraded', 200, '{"status":"degraded"}', 'degraded'],
  ['fails often', 200, JSON.stringify({ status: 'operational', metrics: metrics(0.5) }), 'degraded'],
  ['fails rarely', 200, JSON.stringify({ status: 'operational', metrics: metrics(0.1) }), 'operational'],
  ['answers garbage', 200, '<html>welcome</html>', 'degraded'],
  ['answers something else', 200, '{"status":"great"}', 'degraded'],
  ['has no health endpoint', 404, 'not found', 'degraded'],
  ['redirects', 302, '', 'degraded'],
  ['fails', 500, '{"status":"operational"}', 'down'],
  ['is away behind its gateway', 502, 'bad gateway', 'down'],
])('a platform that %s', async (_how, status, body, verdict) => {
  platform.answerHealth = (_request, response) => {
    response.statusCode = status;
    response.end(body);
  };
  expect(await prober.check()).toMatchObject({ verdict });
});

test('a slow platform is degraded', async () => {
  const strict = proberFor(platform.address, { ...patient, slowMs: 20 });
  platform.answerHealth = (_request, response) => {
    setTimeout(() => response.end('{"status":"operational"}'), 50);
  };
  expect(await strict.check()).toMatchObject({
    verdict: 'degraded',
    message: expect.stringMatching(/^took \d+ ms; 20 ms is slow$/),
  });
  await strict.close();
});

test('a hanging platform is down after the timeout', async () => {
  const strict = proberFor(platform.address, { ...patient, timeoutMs: 200 });
  platform.hanging = true;
  const startedAt = performance.now();
  expect(await strict.check()).toMatchObject({ verdict: 'down', message: 'no answer within 200 ms' });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  await strict.close();
});

test('a dead platform is down, and found again when it lives', async () => {
  await platform.kill();
  expect(await prober.check()).toMatchObject({ verdict: 'down' });
  await platform.revive();
  expect(await prober.check()).toMatchObject({ verdict: 'operational' });
});

test('an address inside is not called, not even for its health', async () => {
  const forbidden = proberFor(platform.address, patient, []);
  expect(await forbidden.check()).toMatchObject({ verdict: 'down', message: '127.0.0.1 is loopback' });
  await forbidden.close();
});
