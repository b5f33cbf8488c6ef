import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchEvents } from '#events';
import type { HttpApp } from '#infra/http';
import { openTestApi } from './testing/open-test-api.ts';
import { openTestSync, type TestSync } from './testing/open-test-sync.ts';

let hub: TestSync;
let app: HttpApp;

beforeAll(async () => {
  hub = await openTestSync({ confirmationWaitMs: 5_000 });
  app = await openTestApi(hub.sync);
});
afterAll(async () => {
  await app.close();
  await hub.close();
});

const base = '/api/integration/sync';
const post = (path: string, payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
const trade = (changes: object = {}) => ({
  eventId: randomUUID(),
  timestamp: new Date().toISOString(),
  source: 'trading_platform',
  eventType: 'trade_executed',
  payload: { userId: 'member-1', trade: { symbol: 'RELIANCE', quantity: 100, price: '2500.00' } },
  requiresSync: ['black_portal', 'support_portal'],
  ...changes,
});
const cloudEvent = (changes: object = {}) => {
  const { eventId, timestamp, payload } = trade();
  return {
    specversion: '1.0',
    id: eventId,
    source: '/platforms/trading_platform',
    type: 'com.example.trade_executed',
    time: timestamp,
    datacontenttype: 'application/json',
    requiressync: 'black_portal, support_portal',
    data: payload,
    ...changes,
  };
};

describe('POST /sync/event', () => {
  it('accepts an event, and answers its repetition alike', async () => {
    const event = trade();
    const first = await post(`${base}/event`, event);
    expect([first.statusCode, first.json()]).toEqual([
      202,
      { eventId: event.eventId, status: 'accepted', position: expect.any(Number) as number },
    ]);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    const again = await post(`${base}/event`, event);
    expect([again.statusCode, again.json()]).toEqual([202, first.json()]);
    expect(again.headers['idempotent-replayed']).toBe('true');
  });

  it('refuses another event under the same id, and what the log refuses, each with its own code', async () => {
    const event = trade();
    await post(`${base}/event`, event);
    const expectProblem = async (payload: unknown, status: number, code: string) => {
      const answer = await post(`${base}/event`, payload);
      expect([answer.statusCode, answer.json()]).toMatchObject([status, { code }]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    };
    await expectProblem(
      { ...event, payload: { ...event.payload, note: 'other' } },
      409,
      'events.id_conflict',
    );
    await expectProblem('{"eventId":', 400, 'http.malformed_json');
    await expectProblem([], 400, 'events.malformed');
    await expectProblem(trade({ eventType: 'unheard_of' }), 422, 'events.unknown_type');
    await expectProblem(trade({ source: 'nowhere' }), 422, 'events.unknown_source');
    await expectProblem(trade({ requiresSync: ['nowhere'] }), 422, 'events.unknown_platform');
    await expectProblem(trade({ timestamp: '2099-01-01T00:00:00Z' }), 422, 'events.timestamp_out_of_range');
    await expectProblem(trade({ payload: { userId: 'm' } }), 422, 'events.invalid_payload');
    await expectProblem({ ...trade(), filler: 'x'.repeat(70_000) }, 413, 'http.body_too_large');
  });

  it('lets a key that is bound to a source speak for that source alone', async () => {
    const own = await post(`${base}/event`, trade(), { 'x-test-source': 'trading_platform' });
    expect(own.statusCode).toBe(202);
    const foreign = await post(`${base}/event`, trade(), { 'x-test-source': 'black_portal' });
    expect([foreign.statusCode, foreign.json()]).toMatchObject([403, { code: 'sync.foreign_source' }]);
    const batch = await post(`${base}/events`, [trade()], { 'x-test-source': 'black_portal' });
    expect([batch.statusCode, batch.json()]).toMatchObject([
      207,
      { refused: 1, results: [{ problem: { code: 'sync.foreign_source' } }] },
    ]);
  });

  it('takes CloudEvents, structured and binary, as the same events', async () => {
    const event = cloudEvent();
    const structured = await post(`${base}/event`, event, { 'content-type': 'application/cloudevents+json' });
    expect([structured.statusCode, structured.json()]).toMatchObject([202, { eventId: event.id }]);
    const binary = await post(`${base}/event`, event.data, {
      'ce-specversion': '1.0',
      'ce-id': event.id,
      'ce-source': 'urn:example:trading_platform',
      'ce-type': 'trade_executed',
      'ce-time': event.time,
      'ce-requiressync': 'black_portal,support_portal',
    });
    expect([binary.statusCode, binary.headers['idempotent-replayed']]).toEqual([202, 'true']);
    const [entry] = await searchEvents(hub.test.database, { eventTypes: ['trade_executed'] }, { limit: 1 });
    expect(JSON.parse(entry!.body)).toEqual({
      eventId: event.id,
      timestamp: event.time,
      source: 'trading_platform',
      eventType: 'trade_executed',
      payload: event.data,
      requiresSync: ['black_portal', 'support_portal'],
    });
  });
});

describe('POST /sync/events', () => {
  it('takes the good ones of an array and names the bad ones by index', async () => {
    const known = trade();
    await post(`${base}/event`, known);
    const fresh = trade();
    const answer = await post(`${base}/events`, [
      fresh,
      trade({ eventType: 'unheard_of' }),
      known,
      'not an event',
    ]);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      207,
      {
        accepted: 1,
        duplicates: 1,
        refused: 2,
        results: [
          { index: 0, eventId: fresh.eventId, status: 'accepted' },
          { index: 1, status: 'refused', problem: { code: 'events.unknown_type' } },
          { index: 2, eventId: known.eventId, status: 'duplicate' },
          { index: 3, eventId: null, status: 'refused', problem: { code: 'events.malformed' } },
        ],
      },
    ]);
    expect((await post(`${base}/events`, [fresh])).statusCode).toBe(200);
    expect((await post(`${base}/events`, { not: 'a list' })).json()).toMatchObject({
      code: 'sync.malformed_batch',
    });
  });

  it('takes a stream of lines far longer than a body may be, in order', async () => {
    const events = Array.from({ length: 2_500 }, (_, index) => trade({ eventId: `line-${index}` }));
    const lines = events.map((event) => JSON.stringify(event));
    lines.splice(1_200, 0, '{"broken":');
    const answer = await post(`${base}/events`, `${lines.join('\n')}\n`, {
      'content-type': 'application/x-ndjson',
    });
    const body = answer.json<{ results: { position?: number; index: number }[] }>();
    expect([answer.statusCode, body]).toMatchObject([207, { accepted: 2_500, refused: 1 }]);
    expect(body.results[1_200]).toMatchObject({ index: 1_200, problem: { code: 'http.malformed_json' } });
    const positions = body.results.flatMap(({ position }) => position ?? []);
    expect(positions).toEqual(positions.toSorted((left, right) => left - right));
  });

  it('refuses requests that carry too much', async () => {
    const answer = await post(`${base}/events`, `[${Array(50_001).fill(0).join(',')}]`);
    expect([answer.statusCode, answer.json()]).toMatchObject([413, { code: 'http.body_too_large' }]);
    const stream = (lines: string) =>
      post(`${base}/events`, lines, { 'content-type': 'application/x-ndjson' });
    const many = await stream('0\n'.repeat(50_001));
    expect([many.statusCode, many.json()]).toMatchObject([413, { code: 'events.batch_too_large' }]);
    const long = await stream(`0\n${'x'.repeat(70_000)}\n`);
    expect([long.statusCode, long.json()]).toMatchObject([413, { code: 'http.line_too_long', index: 1 }]);
  });

  it('tells what it took of a stream before that became too much', async () => {
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const stream = async (lines: readonly string[]) => {
      const answer = await fetch(`${url}${base}/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: lines.join('\n'),
      });
      const { results, ...counts } = (await answer.json()) as { results: object[] };
      return { status: answer.status, counts, length: results.length, last: results.at(-1) };
    };
    const lines = (count: number, prefix: string) =>
      Array.from({ length: count }, (_, index) => JSON.stringify(trade({ eventId: `${prefix}-${index}` })));
    const tooMany = lines(50_100, 'many');
    expect(await stream(tooMany)).toMatchObject({
      status: 207,
      counts: { accepted: 50_000, duplicates: 0, refused: 1 },
      length: 50_001,
      last: { index: 50_000, status: 'refused', problem: { code: 'events.batch_too_large' } },
    });
    const tooLong = lines(3_000, 'long').toSpliced(1_500, 0, 'x'.repeat(2_000_000));
    expect(await stream(tooLong)).toMatchObject({
      status: 207,
      counts: { accepted: 1_500, duplicates: 0, refused: 1 },
      length: 1_501,
      last: { index: 1_500, eventId: null, status: 'refused', problem: { code: 'http.line_too_long' } },
    });
    expect((await searchEvents(hub.test.database, {}, { limit: 1 }))[0]?.eventId).toBe('long-1499');
  }, 60_000);

  it('takes a batch of CloudEvents', async () => {
    const good = cloudEvent();
    const answer = await post(`${base}/events`, [good, cloudEvent({ time: undefined })], {
      'content-type': 'application/cloudevents-batch+json',
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      207,
      {
        results: [
          { eventId: good.id, status: 'accepted' },
          { status: 'refused', problem: { code: 'sync.invalid_cloud_event', attribute: 'time' } },
        ],
      },
    ]);
  });
});
