import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as openRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCollector, type CollectedSpan, type Collector } from './open-collector.ts';
import { startHubProcess, type HubProcess } from './start-hub-process.ts';
import { startPlatform, type TestPlatform } from './start-platform.ts';

/** One event from the sender’s own span to every platform: one trace, as a collector gets to see it. */

const signingSecret = `whsec_${randomBytes(24).toString('base64')}`;
const internal = 1;
const server = 2;
const client = 3;
const producer = 4;

let collector: Collector;
let portal: TestPlatform;
let support: TestPlatform;
let hub: HubProcess;

beforeAll(async () => {
  collector = await openCollector();
  portal = await startPlatform(signingSecret);
  support = await startPlatform(signingSecret);
  hub = await startHubProcess({
    signingSecret,
    platforms: [
      { id: 'black_portal', displayName: 'Black Portal', addresses: { primary: portal.address } },
      { id: 'support_portal', displayName: 'Support Portal', addresses: { primary: support.address } },
      {
        id: 'trading_platform',
        displayName: 'Trading Platform',
        addresses: { primary: portal.address },
        subscriptions: { eventTypes: [] },
      },
    ],
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      // How long the exporter gathers spans, in milliseconds.
      OTEL_BSP_SCHEDULE_DELAY: '50',
    },
  });
});

afterAll(async () => {
  await hub?.close();
  await portal?.close();
  await support?.close();
  await collector?.close();
});

/** A sender’s own span. */
function beginJourney(): { traceId: string; spanId: string; traceparent: string } {
  const traceId = randomBytes(16).toString('hex');
  const spanId = randomBytes(8).toString('hex');
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
}

function makeEvent() {
  return {
    eventId: randomUUID(),
    timestamp: new Date().toISOString(),
    source: 'trading_platform',
    eventType: 'butler_interaction',
    payload: { userId: randomUUID(), topic: 'dinner', message: 'A table for two' },
  };
}

const address = '/api/integration/sync/event';

async function send(headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const event = makeEvent();
  expect((await hub.post(address, event, headers)).status).toBe(202);
  return event.eventId;
}

const spansOf = (traceId: string): CollectedSpan[] =>
  collector.spans.filter((span) => span.traceId === traceId);

const spansAbout = (eventId: string, name: string): CollectedSpan[] =>
  collector.spans.filter((span) => span.name === name && span.attributes['interlock.event_id'] === eventId);

async function spansOnceThereAre(count: number, read: () => CollectedSpan[]): Promise<CollectedSpan[]> {
  await expect.poll(() => read().length, { timeout: 10_000 }).toBe(count);
  return read();
}

function only(spans: readonly CollectedSpan[], name: string): CollectedSpan {
  const found = spans.filter((span) => span.name === name);
  expect(found.map((span) => span.name)).toEqual([name]);
  return found[0]!;
}

test('request, append and the delivery to each platform are one trace below the sender’s span', async () => {
  const journey = beginJourney();
  const eventId = await send({ traceparent: journey.traceparent });
  const spans = await spansOnceThereAre(6, () => spansOf(journey.traceId));
  expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['interlock-hub']));

  const request = only(spans, 'POST /api/integration/sync/event');
  expect(request).toMatchObject({
    parentSpanId: journey.spanId,
    kind: server,
    attributes: { 'http.request.method': 'POST', 'http.response.status_code': 202 },
  });
  const append = only(spans, 'append event');
  expect(append).toMatchObject({
    parentSpanId: request.spanId,
    kind: internal,
    attributes: { 'interlock.event_id': eventId, 'interlock.event_type': 'butler_interaction' },
  });
  for (const [platform, { batchHeaders }] of [
    ['black_portal', portal],
    ['support_portal', support],
  ] as const) {
    const there = spans.filter(({ attributes }) => attributes['interlock.platform'] === platform);
    const delivery = only(there, 'deliver event');
    expect(delivery).toMatchObject({
      parentSpanId: append.spanId,
      kind: producer,
      attributes: { 'interlock.event_id': eventId, 'interlock.attempt': 1, 'interlock.outcome': 'processed' },
    });
    const batch = only(there, 'deliver batch');
    expect(batch).toMatchObject({
      parentSpanId: delivery.spanId,
      kind: client,
      attributes: { 'interlock.events': 1, 'http.response.status_code': 200 },
    });
    // The platform was told the trace that it can go on with.
    expect(batchHeaders.at(-1)?.traceparent).toBe(`00-${journey.traceId}-${batch.spanId}-01`);
  }
});

test('a body that arrives later than its head belongs to the same trace', async () => {
  const { traceId, traceparent } = beginJourney();
  const event = makeEvent();
  const authorization = `Bearer ${hub.serviceKey}`;
  const request = openRequest(`${hub.url}${address}`, {
    method: 'POST',
    headers: { authorization, traceparent, 'content-type': 'application/json' },
  });
  request.flushHeaders();
  await new Promise((resolve) => setTimeout(resolve, 100));
  request.end(JSON.stringify(event));
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  expect(answer.resume().statusCode).toBe(202);
  const [append] = await spansOnceThereAre(1, () => spansAbout(event.eventId, 'append event'));
  expect(append!.traceId).toBe(traceId);
});

test('a request without traceparent begins a trace of its own', async () => {
  const eventId = await send();
  const [append] = await spansOnceThereAre(1, () => spansAbout(eventId, 'append event'));
  const spans = await spansOnceThereAre(6, () => spansOf(append!.traceId));
  const roots = spans.filter(({ parentSpanId = '' }) => parentSpanId === '');
  expect(roots.map(({ name }) => name)).toEqual(['POST /api/integration/sync/event']);
});

test('events that travel together keep to their own traces', async () => {
  const journeys = Array.from({ length: 40 }, beginJourney);
  const eventIds = await Promise.all(journeys.map(({ traceparent }) => send({ traceparent })));
  for (const [index, { traceId }] of journeys.entries()) {
    const about = (name: string): CollectedSpan[] => spansAbout(eventIds[index]!, name);
    const deliveries = await spansOnceThereAre(2, () => about('deliver event'));
    const [append] = about('append event');
    expect(append!.traceId).toBe(traceId);
    for (const delivery of deliveries) {
      expect(delivery).toMatchObject({ traceId, parentSpanId: append!.spanId });
      // Each leads to the one request that carried it: as its parent, or by a link.
      const requests = collector.spans.filter(
        ({ name, parentSpanId, spanId }) =>
          name === 'deliver batch' &&
          (parentSpanId === delivery.spanId || delivery.links.some((link) => link.spanId === spanId)),
      );
      expect(requests).toHaveLength(1);
      expect(requests[0]!.attributes['interlock.platform']).toBe(delivery.attributes['interlock.platform']);
    }
  }
});

test('a failure is seen in the trace and in the log, and later attempts continue the trace', async () => {
  let attempts = 0;
  portal.judge(() => {
    attempts += 1;
    return attempts === 1 ? { code: 'kitchen_closed', message: 'Try later', retryable: true } : undefined;
  });
  const journey = beginJourney();
  const eventId = await send({ traceparent: journey.traceparent });
  const deliveries = await spansOnceThereAre(3, () => spansAbout(eventId, 'deliver event'));
  expect(new Set(deliveries.map(({ traceId }) => traceId))).toEqual(new Set([journey.traceId]));
  const toPortal = deliveries
    .filter(({ attributes }) => attributes['interlock.platform'] === 'black_portal')
    .toSorted(
      (left, right) =>
        Number(left.attributes['interlock.attempt']) - Number(right.attributes['interlock.attempt']),
    );
  expect(toPortal).toMatchObject([
    { status: { code: 2 }, attributes: { 'interlock.outcome': 'failed', 'error.type': 'kitchen_closed' } },
    { status: { code: 0 }, attributes: { 'interlock.attempt': 2, 'interlock.outcome': 'processed' } },
  ]);
  const about = hub.lines.filter((line) => line.includes(eventId)).map((line) => JSON.parse(line) as object);
  expect(about).toMatchObject([
    { level: 'warn', eventId, platform: 'black_portal', code: 'kitchen_closed', traceId: journey.traceId },
  ]);
});

test('what is still buffered is sent when the hub stops', async () => {
  const journey = beginJourney();
  const eventId = await send({ traceparent: journey.traceparent });
  await hub.stop();
  expect(spansAbout(eventId, 'append event')).toHaveLength(1);
});
