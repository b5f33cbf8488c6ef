import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createInterlockClient, type InterlockClientOptions } from './create-interlock-client.ts';
import { dataOf } from './data-of.ts';
import { InterlockProblem } from './interlock-problem.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server;
let handle: Handler;
let requests: {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly body: string;
}[];
let authorization: string | undefined;

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      requests.push({ method: request.method, url: request.url, body });
      authorization = request.headers.authorization;
      handle(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const client = (options: Partial<InterlockClientOptions> = {}) =>
  createInterlockClient({
    hubUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    serviceKey: 'ilk_test_secret',
    ...options,
  });

const json = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

const problem = (
  response: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
): void =>
  json(
    response,
    status,
    { type: `/docs/errors#${code}`, title: 'T', status, code, detail: 'D', fix: 'F', instance: 'r-1' },
    { 'content-type': 'application/problem+json', ...headers },
  );

/** Answers with each handler in turn, the last one for ever. */
function inTurn(...handlers: readonly Handler[]): Handler {
  let turn = 0;
  return (...call) => handlers[Math.min(turn++, handlers.length - 1)]?.(...call);
}

const newKey = { name: 'x', scopes: ['events:write' as const] };

test('success is data, with the key sent along', async () => {
  handle = (_request, response) => json(response, 200, { keys: [] });
  expect(await dataOf(client().GET('/api/admin/keys'))).toEqual({ keys: [] });
  expect(authorization).toBe('Bearer ilk_test_secret');
  expect(requests[0]?.url).toBe('/api/admin/keys');
});

test('a problem document is thrown with its code and advice', async () => {
  handle = (_request, response) => problem(response, 403, 'identity.scope_missing');
  const error: unknown = await client()
    .GET('/api/admin/keys')
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InterlockProblem);
  expect(error).toMatchObject({
    code: 'identity.scope_missing',
    status: 403,
    message: 'D',
    fix: 'F',
    requestId: 'r-1',
    document: { title: 'T' },
  });
  expect(requests).toHaveLength(1);
});

test('what a proxy answers is told apart from the hub’s word', async () => {
  handle = (_request, response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
  await expect(client().GET('/api/admin/keys')).rejects.toMatchObject({
    code: 'sdk.not_from_the_hub',
    status: 502,
  });
});

test('Retry-After is honoured', async () => {
  handle = inTurn(
    (_request, response) => problem(response, 503, 'database.unavailable', { 'retry-after': '1' }),
    (_request, response) => json(response, 200, { keys: [] }),
  );
  const startedAt = performance.now();
  await client().GET('/api/admin/keys');
  expect(requests).toHaveLength(2);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(950);
});

test('attempts end, and the last answer is thrown', async () => {
  handle = (_request, response) => problem(response, 429, 'http.too_many_requests', { 'retry-after': '0' });
  await expect(client({ attemptsMax: 3 }).GET('/api/admin/keys')).rejects.toMatchObject({
    code: 'http.too_many_requests',
    retryAfterSeconds: 0,
  });
  expect(requests).toHaveLength(3);
});

test('a Retry-After beyond patience is not waited for', async () => {
  handle = (_request, response) => problem(response, 429, 'http.too_many_requests', { 'retry-after': '60' });
  await expect(client().GET('/api/admin/keys')).rejects.toMatchObject({ retryAfterSeconds: 60 });
  expect(requests).toHaveLength(1);
});

test('what must not be sent twice is not', async () => {
  handle = (_request, response) => problem(response, 503, 'database.unavailable', { 'retry-after': '0' });
  await expect(client().POST('/api/admin/keys', { body: newKey })).rejects.toMatchObject({ status: 503 });
  expect(requests).toHaveLength(1);
});

test('events are sent again, whole, because the hub takes each id once', async () => {
  handle = inTurn(
    (_request, response) => problem(response, 503, 'database.unavailable', { 'retry-after': '0' }),
    (request) => request.socket.destroy(),
    (_request, response) => json(response, 202, { ok: true }),
  );
  const event = { eventId: 'e-1', payload: { text: 'ü'.repeat(10_000) } };
  const post = client().POST as unknown as (
    path: string,
    init: { body: unknown },
  ) => Promise<{ data?: unknown }>;
  expect(await dataOf(post('/api/integration/sync/event', { body: event }))).toEqual({ ok: true });
  expect(requests).toHaveLength(3);
  for (const { body } of requests) expect(JSON.parse(body)).toEqual(event);
});

test('giving up while waiting ends the wait', async () => {
  handle = (_request, response) => problem(response, 503, 'database.unavailable', { 'retry-after': '20' });
  const controller = new AbortController();
  const pending = client().GET('/api/admin/keys', { signal: controller.signal });
  await expect.poll(() => requests.length).toBe(1);
  controller.abort(new Error('never mind'));
  await expect(pending).rejects.toThrow('never mind');
  expect(requests).toHaveLength(1);
});
