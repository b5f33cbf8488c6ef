import { randomUUID } from 'node:crypto';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentTraceparent, startTracing, withSpan, type Tracing } from '#infra/telemetry';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { appendEvents, findEvent, openEventLog, type EventLog } from './index.ts';

let store: TestDatabase;
let log: EventLog;
let tracing: Tracing;
const exporter = new InMemorySpanExporter();

beforeAll(async () => {
  store = await createTestDatabase();
  tracing = startTracing({
    settings: { tracesEndpoint: '' },
    processor: new SimpleSpanProcessor(exporter),
  });
  log = await openEventLog({
    database: store.database,
    clock: systemClock,
    routing: {
      isSource: () => true,
      isPlatform: () => true,
      allowsUnknownTypes: () => false,
      targetsOf: () => ['black_portal'],
    },
    limits: { timestampSkewMs: 60_000, timestampAgeMsMax: 0 },
  });
});

afterAll(async () => {
  await log.close();
  await tracing.shutdown();
  await store.drop();
});

const makeEvent = () => ({
  eventId: randomUUID(),
  timestamp: new Date().toISOString(),
  source: 'trading_platform',
  eventType: 'emergency_resolved',
  payload: { userId: 'member-1' },
});

test('an event remembers the span that appended it, and who reads the log is in nobody’s trace', async () => {
  const seen: (string | undefined)[] = [];
  const unsubscribe = log.tail.subscribe(() => seen.push(currentTraceparent()));
  const [first, second] = [makeEvent(), makeEvent()];
  // Both share one commit: it must not run in the trace of the one that came first.
  await Promise.all(
    [first, second].map((event) => withSpan('request', {}, () => appendEvents(log, [event]))),
  );
  await expect.poll(() => seen).not.toEqual([]);
  unsubscribe();
  expect(new Set(seen)).toEqual(new Set([undefined]));
  const appends = exporter.getFinishedSpans().filter(({ name }) => name === 'append event');
  for (const { eventId } of [first, second]) {
    const span = appends.find(({ attributes }) => attributes['interlock.event_id'] === eventId);
    const { traceId, spanId } = span!.spanContext();
    expect(await findEvent(store.database, eventId)).toMatchObject({ trace: `00-${traceId}-${spanId}-01` });
  }
});
