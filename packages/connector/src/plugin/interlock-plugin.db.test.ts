import { randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEffectsTable, eventOf, readEffects, writeEffects } from '../../test/effects.ts';
import { openCable } from '../../test/open-cable.ts';
import { openTestPool, type TestPool } from '../../test/open-test-pool.ts';
import { createProfileHandlers } from '../../test/profile-handlers.ts';
import { post, postSigned } from '../../test/signed-request.ts';
import { createInbox } from '../inbox/create-inbox.ts';
import { interlockPlugin } from './interlock-plugin.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const oldSecret = `whsec_${randomBytes(32).toString('base64')}`;

let database: TestPool;
let app: FastifyInstance;
let url: string;

beforeAll(async () => {
  database = await openTestPool();
  await createEffectsTable(database.pool);
  const inbox = await createInbox({ pool: database.pool });
  inbox.onBatch('trade_executed', writeEffects);
  inbox.onProfiles(await createProfileHandlers(database.pool));
  app = Fastify();
  await app.register(interlockPlugin, {
    platform: 'black_portal',
    secrets: [secret, oldSecret],
    inbox,
    bodyLimitBytes: 200_000,
  });
  app.post('/echo', async (request) => request.body);
  app.get('/broken', async () => {
    throw new Error('broken');
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await app.close();
  await database.close();
});
beforeEach(() => database.pool.query('truncate effects, interlock_inbox'));

const batchOf = (events: readonly unknown[], platform = 'black_portal') => ({
  batchId: 'b1',
  platform,
  events,
});

describe('POST /interlock/events', () => {
  test('applies a batch', async () => {
    const events = [eventOf('a'), eventOf('b')];
    expect(await postSigned(`${url}/interlock/events`, secret, batchOf(events))).toMatchObject({
      status: 200,
      body: {},
    });
    expect(await readEffects(database.pool)).toEqual(events.map((event) => event.eventId));
  });

  test('takes the old secret, too', async () => {
    expect(await postSigned(`${url}/interlock/events`, oldSecret, batchOf([]))).toMatchObject({
      status: 200,
    });
  });

  test('names what was not applied', async () => {
    const event = eventOf('a', 'unheard_of');
    expect(await postSigned(`${url}/interlock/events`, secret, batchOf([event]))).toMatchObject({
      status: 200,
      body: { failures: [{ id: event.eventId, code: 'unhandled_event_type', retryable: false }] },
    });
  });

  test('refuses what is not signed, before it reads it', async () => {
    const answer = await post(`${url}/interlock/events`, '{"not even', {
      'content-type': 'application/json',
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'connector.signature_missing', status: 401 } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await post(`${url}/interlock/events`, '', {})).toMatchObject({ status: 401 });
  });

  test.each([
    ['cut off', '{"batchId": "b1"', 'not JSON'],
    ['nothing', '', 'not JSON'],
    ['a list', '[]', 'JSON object'],
    ['null', 'null', 'JSON object'],
    ['without events', { batchId: 'b1', platform: 'black_portal' }, 'events must be'],
    ['with events of numbers', batchOf([1]), 'events must be'],
    ['without batchId', { platform: 'black_portal', events: [] }, 'batchId'],
    ['without platform', { batchId: 'b1', events: [] }, 'platform'],
    ['with an event without an id', batchOf([{ eventType: 'x', payload: {} }]), 'events[0].eventId'],
  ])('answers a body that is %s with 400', async (_what, body, detail) => {
    expect(await postSigned(`${url}/interlock/events`, secret, body)).toMatchObject({
      status: 400,
      body: { code: 'connector.body_malformed', detail: expect.stringContaining(detail) },
    });
  });

  test('answers a body for another platform with 421, and says who it is', async () => {
    expect(
      await postSigned(`${url}/interlock/events`, secret, batchOf([eventOf('a')], 'trading_platform')),
    ).toMatchObject({ status: 421, body: { code: 'connector.wrong_platform', platform: 'black_portal' } });
    expect(await readEffects(database.pool)).toEqual([]);
  });

  test('answers a body that is too large with 413', async () => {
    const events = [{ ...eventOf('a'), payload: { userId: 'a', text: 'x'.repeat(200_000) } }];
    expect(await postSigned(`${url}/interlock/events`, secret, batchOf(events))).toMatchObject({
      status: 413,
      body: { code: 'connector.body_too_large' },
    });
  });
});

describe('profiles', () => {
  const profile = {
    userId: 'a',
    version: 1,
    tier: 'void',
    anonymousId: 'x',
    active: true,
    features: [],
    hardwareLock: true,
  };

  test('are stored and digested', async () => {
    const batch = { batchId: 'b1', platform: 'black_portal', profiles: [profile] };
    expect(await postSigned(`${url}/interlock/profiles`, secret, batch)).toMatchObject({
      status: 200,
      body: {},
    });
    expect(
      await postSigned(`${url}/interlock/profiles/digest`, secret, {
        platform: 'black_portal',
        userIds: ['a', 'b'],
      }),
    ).toMatchObject({ status: 200, body: { profiles: [{ userId: 'a', version: 1 }] } });
  });

  test('are refused without a signature, malformed, or for another platform', async () => {
    for (const [path, body] of [
      ['profiles', { batchId: 'b1', platform: 'black_portal', profiles: [{ userId: 'a' }] }],
      ['profiles/digest', { platform: 'black_portal', userIds: 'a' }],
    ] as const) {
      const address = `${url}/interlock/${path}`;
      expect(await post(address, JSON.stringify(body), {})).toMatchObject({ status: 401 });
      expect(await postSigned(address, secret, body)).toMatchObject({ status: 400 });
      const elsewhere = { batchId: 'b1', platform: 'elsewhere', profiles: [], userIds: [] };
      expect(await postSigned(address, secret, elsewhere)).toMatchObject({ status: 421 });
    }
  });

  test('have no address on a platform that takes none', async () => {
    const plain = Fastify();
    const inbox = await createInbox({ pool: database.pool });
    await plain.register(interlockPlugin, { platform: 'counter', secrets: [secret], inbox });
    expect(await plain.inject({ method: 'POST', url: '/interlock/profiles' })).toMatchObject({
      statusCode: 404,
    });
    await plain.close();
  });
});

describe('the rest of the platform', () => {
  test('reads its bodies and answers its errors as before', async () => {
    const echoed = await fetch(`${url}/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
    expect(await echoed.json()).toEqual({ a: 1 });
    const broken = await fetch(`${url}/broken`);
    expect(await broken.json()).toMatchObject({ statusCode: 500, message: 'broken' });
  });
});

describe('GET /health', () => {
  test('tells how the whole platform fares', async () => {
    const before = (await (await fetch(`${url}/health`)).json()) as {
      metrics: { requestsPerMinute: number };
    };
    await fetch(`${url}/broken`);
    await fetch(`${url}/health`);
    const after = (await (await fetch(`${url}/health`)).json()) as {
      metrics: { requestsPerMinute: number; errorRate: number; avgResponseTime: number };
    };
    // Its own requests don’t count.
    expect(after.metrics.requestsPerMinute).toBe(before.metrics.requestsPerMinute + 1);
    expect(after.metrics.errorRate).toBeGreaterThan(0);
    expect(after.metrics.errorRate).toBeLessThan(1);
    expect(after.metrics.avgResponseTime).toBeGreaterThan(0);
  });

  test('is degraded when many requests fail', async () => {
    const other = Fastify();
    const inbox = await createInbox({ pool: database.pool });
    await other.register(interlockPlugin, { platform: 'counter', secrets: [secret], inbox });
    other.get('/broken', async () => {
      throw new Error('broken');
    });
    expect((await other.inject('/health')).json()).toMatchObject({ status: 'operational' });
    for (let count = 0; count < 20; count += 1) await other.inject('/broken');
    const answer = await other.inject('/health');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      status: 'degraded',
      metrics: { requestsPerMinute: 20, errorRate: 1 },
    });
    await other.close();
  });
});

describe('a platform whose database is away', () => {
  test('answers 503 with Retry-After, and recovers by itself', async () => {
    const cable = await openCable(database.url);
    const pool = new pg.Pool({ connectionString: cable.url, max: 2 });
    pool.on('error', () => {});
    const inbox = await createInbox({ pool });
    inbox.onBatch('trade_executed', writeEffects);
    const other = Fastify();
    await other.register(interlockPlugin, { platform: 'black_portal', secrets: [secret], inbox });
    const address = await other.listen({ port: 0, host: '127.0.0.1' });
    const event = eventOf('a');
    cable.cut();

    const answer = await postSigned(`${address}/interlock/events`, secret, batchOf([event]));
    expect(answer).toMatchObject({ status: 503, body: { code: 'connector.database_away' } });
    expect(answer.headers.get('retry-after')).toBe('1');
    const health = await fetch(`${address}/health`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ status: 'degraded' });

    cable.mend();
    expect(await postSigned(`${address}/interlock/events`, secret, batchOf([event]))).toMatchObject({
      status: 200,
    });
    expect(await readEffects(database.pool)).toEqual([event.eventId]);
    await other.close();
    await pool.end();
    await cable.close();
  });
});
