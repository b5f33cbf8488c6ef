import { Writable } from 'node:stream';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '#kernel/virtual-clock';
import { systemClock } from '#kernel/time';
import { checkReadiness } from './check-readiness.ts';
import { createLogger, type Logger } from './create-logger.ts';
import { startTracing, type Tracing } from './start-tracing.ts';
import { currentTraceparent } from './traceparent.ts';
import { withSpan } from './with-span.ts';

let lines: string[];
let logger: Logger;

function loggerTo(logPretty: boolean): Logger {
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return createLogger({ settings: { logLevel: 'info', logPretty }, destination });
}

beforeEach(() => {
  lines = [];
  logger = loggerTo(false);
});

const key = `ilk_0123456789abcdef_${'s3cr3t'.repeat(7)}`;

test.each([
  ['a header', { headers: { authorization: `Bearer ${key}` } }],
  ['a cookie', { request: { headers: { cookie: 'interlock_session=s3cr3ts3cr3t' } } }],
  ['a field called secret', { platform: { secret: 's3cr3t' } }],
  ['a list of secrets', { secrets: ['s3cr3t'] }],
  ['a key inside a sentence', { detail: `could not use ${key} today` }],
  ['a signing secret inside a sentence', { detail: 'with whsec_s3cr3ts3cr3ts3cr3t= it failed' }],
  ['a database address', { url: 'postgres://hub:s3cr3t@db:5432/interlock' }],
  ['a sign-in link', { url: 'http://localhost:4000/sign-in?token=s3cr3ts3cr3t' }],
  ['an error message', { err: new Error(`refused ${key}`) }],
  ['the cause of an error', { err: new Error('refused', { cause: new Error(`Bearer ${key}`) }) }],
  [
    'what a driver hangs on its error',
    { err: Object.assign(new Error('refused'), { where: 's3cr3t', query: 's3cr3t' }) },
  ],
])('%s never shows a secret', (_name, entry) => {
  logger.info(entry, 'something happened');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('s3cr3t');
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', msg: 'something happened' });
});

test('a line still says which key and which event it is about', () => {
  logger.warn({ eventId: 'e-1', detail: `key ${key}` }, 'refused');
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: 'warn',
    eventId: 'e-1',
    detail: 'key ilk_0123456789abcdef_[redacted]',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});

test('lines for people hide secrets too', () => {
  loggerTo(true).info({ detail: key }, 'hello');
  expect(lines.join('')).toContain('hello');
  expect(lines.join('')).not.toContain('s3cr3t');
});

let tracing: Tracing | undefined;

afterEach(async () => {
  await tracing?.shutdown();
  tracing = undefined;
});

test('without a collector no span is made', async () => {
  tracing = startTracing({ settings: { tracesEndpoint: '' } });
  await withSpan('work', {}, async (span) => {
    expect(span).toBeUndefined();
    expect(currentTraceparent()).toBeUndefined();
  });
});

test('spans nest, continue a traceparent, carry errors, and log lines name them', async () => {
  const exporter = new InMemorySpanExporter();
  tracing = startTracing({
    settings: { tracesEndpoint: 'http://collector' },
    processor: new SimpleSpanProcessor(exporter),
  });
  const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  await withSpan('accept', { parent, kind: 'server' }, async () => {
    await expect(
      withSpan('store', { attributes: { count: 3 }, links: [parent, 'nonsense'] }, async () => {
        logger.info('inside');
        throw new Error('disk full');
      }),
    ).rejects.toThrow('disk full');
  });
  const [store, accept] = exporter.getFinishedSpans();
  expect(accept?.spanContext().traceId).toBe('0af7651916cd43dd8448eb211c80319c');
  expect(accept?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
  expect(store?.parentSpanContext?.spanId).toBe(accept?.spanContext().spanId);
  expect(store).toMatchObject({ attributes: { count: 3 }, status: { code: 2 } });
  expect(store?.links).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: store?.spanContext().spanId,
  });
});

test('readiness names what is missing', async () => {
  const reports = await checkReadiness(systemClock, [
    { name: 'database', check: async () => {} },
    { name: 'migrations', check: () => Promise.reject(new Error('two are missing')) },
  ]);
  expect(reports).toMatchObject([
    { name: 'database', ready: true },
    { name: 'migrations', ready: false, detail: 'two are missing' },
  ]);
});

test('a check that hangs is not waited for', async () => {
  const clock = new VirtualClock();
  const reports = checkReadiness(clock, [{ name: 'database', check: () => new Promise(() => {}) }]);
  clock.advance(2_000);
  expect(await reports).toMatchObject([
    { ready: false, durationMs: 2_000, detail: 'no answer within 2000 ms' },
  ]);
  expect(clock.untilNext()).toBeUndefined();
});
