import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestApp, type TestApp } from './testing/test-app.ts';

let hub: TestApp;
let url: string;
let handled = 0;

beforeAll(async () => {
  hub = await createTestApp({ BODY_BYTES_MAX: '2048' });
  hub.app.post(
    '/things/:size',
    {
      config: { access: { permission: 'things:write' } },
      schema: {
        params: z.object({ size: z.enum(['small', 'large']) }),
        querystring: z.object({ limit: z.coerce.number().int().max(10).optional() }),
        body: z.object({ name: z.string().min(2), parts: z.array(z.object({ count: z.int() })).optional() }),
      },
    },
    async () => {
      handled += 1;
      return { ok: true };
    },
  );
  hub.app.post('/anything', { config: { access: 'public' } }, async (request) => {
    handled += 1;
    return { body: request.body };
  });
  hub.app.get('/fails', { config: { access: 'public' } }, async () => {
    throw new Error('the password is hunter2');
  });
  hub.app.get(
    '/answers-nonsense',
    { config: { access: 'public' }, schema: { response: { 200: z.object({ count: z.int() }) } } },
    async () => ({ count: 'three' }) as unknown as { count: number },
  );
  url = await hub.listen();
});

afterAll(() => hub.close());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly problem: Record<string, unknown>;
  /** Log entries that this request caused. */
  readonly lines: Record<string, unknown>[];
}

async function send(path: string, init: RequestInit = {}): Promise<Answer> {
  const before = hub.log.length;
  const response = await fetch(`${url}${path}`, init);
  const problem = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, problem, lines: hub.log.slice(before) };
}

const json = (body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

test.each([
  ['malformed JSON', '/things/small', json('{"name": "ab",'), 400, 'http.malformed_json'],
  ['an empty body', '/things/small', json(''), 400, 'http.malformed_json'],
  ['a body that is not UTF-8 JSON', '/things/small', json('\u0000'), 400, 'http.malformed_json'],
  [
    'a missing content type',
    '/things/small',
    { method: 'POST', body: Buffer.from('{}') },
    415,
    'http.unsupported_content_type',
  ],
  [
    'a wrong content type',
    '/things/small',
    { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' },
    415,
    'http.unsupported_content_type',
  ],
  [
    'a body over the limit',
    '/things/small',
    json(`{"name":"${'x'.repeat(4096)}"}`),
    413,
    'http.body_too_large',
  ],
  ['deep arrays', '/anything', json(nested(500)), 400, 'http.nested_too_deeply'],
  [
    'deep objects',
    '/anything',
    json(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`),
    400,
    'http.nested_too_deeply',
  ],
  ['__proto__', '/anything', json('{"a":{"__proto__":{"admin":true}}}'), 400, 'http.forbidden_key'],
  [
    'an escaped __proto__',
    '/anything',
    json('{"\\u005f_proto__":{"admin":true}}'),
    400,
    'http.forbidden_key',
  ],
  ['constructor.prototype', '/anything', json('{"constructor":{"prototype":{}}}'), 400, 'http.forbidden_key'],
  ['a wrong type in the body', '/things/small', json('{"name": 7}'), 400, 'http.invalid_request'],
  ['an unknown path parameter', '/things/medium', json('{"name": "ab"}'), 400, 'http.invalid_request'],
  ['an unknown path', '/nothing?token=abc', {}, 404, 'http.not_found'],
  ['a wrong method', '/things/small', { method: 'PUT' }, 405, 'http.method_not_allowed'],
  ['a path that cannot be decoded', '/things/%ff', json('{}'), 400, 'http.bad_request'],
  [
    'an unknown API version',
    '/things/small',
    json('{"name": "ab"}', { 'accept-version': '9' }),
    406,
    'http.unsupported_version',
  ],
] as const)('%s is a problem document and one log line', async (_name, path, init, status, code) => {
  const handledBefore = handled;
  const { status: answered, headers, problem, lines } = await send(path, init);
  expect(problem).toMatchObject({ status, code, type: `/docs/errors#${code}` });
  expect(answered).toBe(status);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(Object.keys(problem)).toEqual(expect.arrayContaining(['title', 'detail', 'fix', 'instance']));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ level: 'info', code, status, requestId: problem.instance });
  expect(JSON.stringify(lines[0])).not.toContain('token=');
  expect(handled).toBe(handledBefore);
});

test('validation lists every violation with its place', async () => {
  const { problem } = await send(
    '/things/small?limit=11',
    json('{"name":"a","parts":[{"count":1},{"count":"two"}]}'),
  );
  // Parts are checked one after the other: path, body, query.
  expect(problem.errors).toEqual([
    { path: '/body/name', message: expect.any(String) },
    { path: '/body/parts/1/count', message: expect.any(String) },
  ]);
  const query = await send('/things/small?limit=11', json('{"name":"ab"}'));
  expect(query.problem.errors).toEqual([{ path: '/query/limit', message: expect.any(String) }]);
});

test('malformed JSON is located but not quoted', async () => {
  const { problem } = await send('/anything', json('{"secret": "abc" "more"}'));
  expect(problem.detail).toMatch(/character \d+/);
  expect(JSON.stringify(problem)).not.toContain('abc');
});

test('depth is counted in brackets, not in strings', async () => {
  const text = JSON.stringify({ text: '[{'.repeat(300), quoted: '\\"[[['.repeat(40) });
  const response = await fetch(`${url}/anything`, json(text));
  expect(await response.json()).toEqual({ body: JSON.parse(text) });
  expect((await fetch(`${url}/anything`, json(nested(64)))).status).toBe(200);
  expect(
    (await fetch(`${url}/anything`, json(`${nested(65).slice(0, -65)}${' '.repeat(80)}${']'.repeat(65)}`)))
      .status,
  ).toBe(400);
});

test('a wrong method names the right ones', async () => {
  const { headers } = await send('/things/small', { method: 'DELETE' });
  expect(headers.get('allow')).toBe('POST');
});

test('an unforeseen error keeps its details to itself and to the log', async () => {
  const { status, problem, lines } = await send('/fails');
  expect(status).toBe(500);
  expect(problem).toMatchObject({ code: 'internal', status: 500 });
  expect(JSON.stringify(problem)).not.toContain('hunter2');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    level: 'error',
    code: 'internal',
    requestId: problem.instance,
    err: { message: 'the password is hunter2', stack: expect.any(String) },
  });
});

test('an answer that breaks its own schema is our error', async () => {
  const { status, problem, lines } = await send('/answers-nonsense');
  expect(status).toBe(500);
  expect(problem.code).toBe('internal');
  expect(lines[0]).toMatchObject({
    level: 'error',
    err: { cause: { message: expect.stringContaining('count') } },
  });
});

test('a sane request id of the sender is kept, any other replaced', async () => {
  const kept = await send('/nothing', { headers: { 'x-request-id': 'order-17.retry~2' } });
  expect(kept.problem.instance).toBe('order-17.retry~2');
  const replaced = await send('/nothing', { headers: { 'x-request-id': 'a b\tc' } });
  expect(replaced.problem.instance).toMatch(/^[\w.~-]+$/);
  expect(replaced.problem.instance).not.toContain('a b');
});

test('somebody who follows a link sees a page that says the same', async () => {
  const response = await fetch(`${url}/<script>alert(1)</script>`, {
    headers: { accept: 'text/html,*/*;q=0.8' },
  });
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  const page = await response.text();
  expect(page).toContain('http.not_found');
  expect(page).not.toContain('<script>');
});

function sendRaw(bytes: string): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });
}

test.each([
  ['what is not HTTP', 'HELLO\r\n\r\n', 400, 'http.bad_request'],
  [
    'headers without end',
    `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`,
    431,
    'http.headers_too_large',
  ],
])('%s is a problem document too', async (_name, bytes, status, code) => {
  const before = hub.log.length;
  const received = await sendRaw(bytes);
  expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(received).toContain('application/problem+json');
  expect(received).toContain(`"code":"${code}"`);
  expect(hub.log.slice(before)).toMatchObject([{ code }]);
});

test('a sender that hangs up in the middle of its body does no harm', async () => {
  const before = hub.log.length;
  const { port } = new URL(url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        'POST /anything HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a"',
      );
      setTimeout(() => socket.destroy(), 30);
    });
    socket.on('close', () => resolve());
  });
  await expect.poll(() => hub.log.slice(before)).toMatchObject([{ code: 'http.bad_request', level: 'info' }]);
  expect((await fetch(`${url}/anything`, json('{}'))).status).toBe(200);
});

test('problems and requests are counted', async () => {
  await send('/nothing');
  const metrics = await hub.registry.metrics();
  expect(metrics).toMatch(/interlock_http_problems_total\{code="http.not_found",status="404"\} \d+/);
  expect(metrics).toMatch(/interlock_http_requests_total\{method="POST",route="\/things\/:size"\} \d+/);
});
