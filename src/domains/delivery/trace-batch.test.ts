import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { afterEach, expect, test } from 'vitest';
import type { PlatformAnswer } from '#connectors';
import { startTracing, type Tracing } from '#infra/telemetry';
import { traceBatch } from './trace-batch.ts';
import type { Batch } from './types.ts';

let exporter: InMemorySpanExporter;
let tracing: Tracing | undefined;

afterEach(async () => {
  await tracing?.shutdown();
  tracing = undefined;
});

const begin = (): void => {
  exporter = new InMemorySpanExporter();
  const processor = new SimpleSpanProcessor(exporter);
  tracing = startTracing({ settings: { tracesEndpoint: '' }, processor });
};

const traceIds = ['a', 'b', 'c'].map((digit) => digit.repeat(32));
const traceOf = (traceId: string, flags = '01'): string => `00-${traceId}-${'5'.repeat(16)}-${flags}`;

const makeBatch = (traces: readonly (string | null)[]): Batch => ({
  id: 'batch-1',
  platform: 'black_portal',
  parcels: traces.map((trace, index) => ({
    entry: {
      position: index + 1,
      eventId: `event-${index + 1}`,
      source: 'trading_platform',
      eventType: 'trade_executed',
      userId: `member-${index + 1}`,
      shard: 0,
      targets: ['black_portal'],
      acceptedAtMs: 0,
      body: '{}',
      trace,
    },
    lane: `member-${index + 1}`,
    body: '{}',
    attempts: 0,
    parked: false,
    settled: false,
    abandoned: false,
  })),
});

const answered = (status: number, body = ''): PlatformAnswer => ({
  kind: 'answered',
  status,
  body,
  retryAfterMs: null,
  durationMs: 1,
  address: 'https://portal.example',
});

/** @returns the spans of the events, that of the request, and the `traceparent` that the platform saw */
async function deliver(batch: Batch, answer: PlatformAnswer) {
  let traceparent: string | undefined;
  const given = await traceBatch(batch, async (headers) => {
    ({ traceparent } = headers);
    return answer;
  });
  expect(given).toBe(answer);
  const spans = exporter.getFinishedSpans();
  const events = batch.parcels.map(({ entry }) =>
    spans.find(({ attributes }) => attributes['interlock.event_id'] === entry.eventId),
  );
  return { events, request: spans.find(({ name }) => name === 'deliver batch')!, traceparent };
}

const idOf = (span: ReadableSpan | undefined): string | undefined => span?.spanContext().spanId;

test('without a tracer, it just sends', async () => {
  let sent: unknown;
  await traceBatch(makeBatch([traceOf(traceIds[0]!)]), async (headers) => {
    sent = headers;
    return answered(200);
  });
  expect(sent).toEqual({});
});

test('each event goes on in its own trace; the request belongs to the first and is linked with the others', async () => {
  begin();
  const { events, request, traceparent } = await deliver(
    makeBatch(traceIds.map((id) => traceOf(id))),
    answered(200),
  );
  expect(events.map((span) => span?.spanContext().traceId)).toEqual(traceIds);
  expect(events.map((span) => span?.parentSpanContext?.spanId)).toEqual(Array(3).fill('5'.repeat(16)));
  expect(request.parentSpanContext?.spanId).toBe(idOf(events[0]));
  expect(request.links.map(({ context }) => context.spanId)).toEqual([idOf(events[1]), idOf(events[2])]);
  expect(events.map((span) => span?.links.map(({ context }) => context.spanId))).toEqual([
    [],
    [idOf(request)],
    [idOf(request)],
  ]);
  expect(traceparent).toBe(`00-${traceIds[0]}-${idOf(request)}-01`);
});

test('a trace that its sender does not record hides none that is recorded', async () => {
  begin();
  const { events, request, traceparent } = await deliver(
    makeBatch([null, traceOf(traceIds[0]!, '00'), traceOf(traceIds[1]!)]),
    answered(200),
  );
  expect(events.map((span) => span?.spanContext().traceId)).toEqual([undefined, undefined, traceIds[1]]);
  expect(request.spanContext().traceId).toBe(traceIds[1]);
  expect(traceparent).toContain(traceIds[1]);
});

test('events that nobody traced make a trace of their request alone', async () => {
  begin();
  const { request } = await deliver(makeBatch([null]), answered(200));
  expect(request.parentSpanContext).toBeUndefined();
});

test('spans tell what the platform said of each event', async () => {
  begin();
  const refusal = { id: 'event-2', code: 'unknown_member', message: 'Who?', retryable: false };
  const { events, request } = await deliver(
    makeBatch(traceIds.slice(0, 2).map((id) => traceOf(id))),
    answered(200, JSON.stringify({ failures: [refusal] })),
  );
  expect(events).toMatchObject([
    { attributes: { 'interlock.outcome': 'processed' }, status: { code: 0 } },
    { attributes: { 'interlock.outcome': 'failed', 'error.type': 'unknown_member' }, status: { code: 2 } },
  ]);
  expect(request).toMatchObject({ attributes: { 'http.response.status_code': 200 }, status: { code: 0 } });
});

test.each<[string, PlatformAnswer, object]>([
  [
    'cannot be reached',
    { kind: 'unreachable', reason: 'timeout', message: '', durationMs: 1, address: '' },
    { 'error.type': 'timeout' },
  ],
  [
    'is held back',
    { kind: 'held', reason: 'circuit_open', retryAfterMs: 1 },
    { 'interlock.held': 'circuit_open' },
  ],
  ['fails', answered(503), { 'http.response.status_code': 503 }],
])('when the platform %s, its events wait', async (_what, answer, attributes) => {
  begin();
  const { events, request } = await deliver(makeBatch([traceOf(traceIds[0]!)]), answer);
  expect(events).toMatchObject([{ attributes: { 'interlock.outcome': 'waits' } }]);
  expect(request.attributes).toMatchObject(attributes);
});
