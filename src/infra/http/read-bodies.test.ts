import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLines, type Line } from './read-lines.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

let hub: TestApp;
let url: string;

beforeAll(async () => {
  hub = await createTestApp({ BODY_BYTES_MAX: '1024' });
  const config = { access: 'public' } as const;
  hub.app.post('/echo', { config }, async (request) => request.body);
  hub.app.post('/raw', { config: { ...config, rawBody: true } }, async (request) => ({
    raw: request.rawBody?.toString('latin1'),
    body: request.body,
  }));
  hub.app.post('/lines', { config }, async (request) => {
    let count = 0;
    let last = '';
    for await (const line of readLines(request.body as Readable, 1024)) {
      count += 1;
      last = line.text;
    }
    return { count, last };
  });
  url = await hub.listen();
});

afterAll(() => hub.close());

const post = (path: string, contentType: string, body: RequestInit['body']): Promise<Response> =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: body ?? null,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });

test.each([
  'application/json',
  'application/json; charset=utf-8',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
])('%s is read as JSON', async (contentType) => {
  expect(await (await post('/echo', contentType, '{"a":[1,"ü"]}')).json()).toEqual({ a: [1, 'ü'] });
});

test('raw bodies keep every byte beside the parsed document', async () => {
  const body = '{ "amount" : 1.0,\t"name":"ü" }\n';
  expect(await (await post('/raw', 'application/json', body)).json()).toEqual({
    raw: Buffer.from(body).toString('latin1'),
    body: { amount: 1, name: 'ü' },
  });
  expect(await (await post('/raw', 'application/json', 'x'.repeat(1025))).json()).toMatchObject({
    code: 'http.body_too_large',
  });
});

test('a stream far larger than the body limit is read line by line', async () => {
  const lines = 50_000;
  const stream = Readable.toWeb(
    Readable.from(
      (function* generate() {
        for (let index = 0; index < lines; index += 1) yield Buffer.from(`{"n":${index}}\n`);
      })(),
    ),
  ) as ReadableStream;
  expect(await (await post('/lines', 'application/x-ndjson', stream)).json()).toEqual({
    count: lines,
    last: `{"n":${lines - 1}}`,
  });
});

test('a line without end is refused', async () => {
  const answer = await post('/lines', 'application/x-ndjson', `{"n":0}\n${'x'.repeat(5000)}`);
  expect(await answer.json()).toMatchObject({ code: 'http.line_too_long', index: 1, status: 413 });
});

test('lines come out the same however the bytes are cut', async () => {
  const text = '\n{"a":"ü"}\r\n\n  {"b":2}  \n{"c":3}';
  const bytes = Buffer.from(text);
  for (let size = 1; size <= bytes.length; size += 1) {
    const chunks: Buffer[] = [];
    for (let start = 0; start < bytes.length; start += size) chunks.push(bytes.subarray(start, start + size));
    const lines: Line[] = [];
    for await (const line of readLines(Readable.from(chunks), 100)) lines.push(line);
    expect(lines).toEqual([
      { index: 0, text: '{"a":"ü"}' },
      { index: 1, text: '{"b":2}' },
      { index: 2, text: '{"c":3}' },
    ]);
  }
});
