import { afterEach, expect, test } from 'vitest';
import { defineErrors } from '#kernel/errors';
import { createTestApp, testPrincipal, type TestApp } from './testing/test-app.ts';

const testErrors = defineErrors({
  'test.refused': { status: 403, title: 'Refused', fix: 'Nothing helps.' },
});

let hub: TestApp | undefined;

afterEach(async () => {
  await hub?.close();
  hub = undefined;
});

test('a route that does not say who may call it stops the start', async () => {
  hub = await createTestApp();
  expect(() => hub?.app.get('/open-by-mistake', async () => 'oops')).toThrow(
    /GET \/open-by-mistake does not say who may call it/,
  );
});

test('so does one in a plugin', async () => {
  hub = await createTestApp();
  await hub.app.register(async (scope) => {
    expect(() => scope.post('/inner', { config: {} }, async () => 'oops')).toThrow(
      /does not say who may call it/,
    );
  });
});

test('so does one that asks for a permission that nobody can have', async () => {
  hub = await createTestApp();
  expect(() =>
    hub?.app.get('/things', { config: { access: { permission: 'things:wirte' } } }, async () => ''),
  ).toThrow(/unknown permission "things:wirte"/);
});

test.each(['answers at once', 'answers later'])(
  'the guard that %s decides before the body is read',
  async (kind) => {
    const refuse = () => {
      throw testErrors('test.refused');
    };
    hub = await createTestApp({}, { authorize: kind === 'answers at once' ? refuse : async () => refuse() });
    hub.app.post('/things', { config: { access: { permission: 'things:write' } } }, async () => 'reached');
    const url = await hub.listen();
    const response = await fetch(`${url}/things`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'not json',
    });
    expect(await response.json()).toMatchObject({ code: 'test.refused' });
    expect(hub.log).toHaveLength(1);
  },
);

test('the handler learns who is calling; on public routes nobody is', async () => {
  hub = await createTestApp();
  hub.app.get('/guarded', { config: { access: { permission: 'console:use' } } }, async (request) => ({
    id: request.principal?.id,
  }));
  hub.app.get('/public', { config: { access: 'public' } }, async (request) => ({
    principal: request.principal,
  }));
  const url = await hub.listen();
  expect(await (await fetch(`${url}/guarded`)).json()).toEqual({ id: testPrincipal.id });
  expect(await (await fetch(`${url}/public`)).json()).toEqual({ principal: null });
});

test('HEAD is guarded like GET and counted once', async () => {
  let asked = 0;
  hub = await createTestApp(
    {},
    {
      authorize: () => {
        asked += 1;
        return testPrincipal;
      },
    },
  );
  hub.app.get('/guarded', { config: { access: { permission: 'console:use' } } }, async () => 'text');
  const url = await hub.listen();
  await fetch(`${url}/guarded`, { method: 'HEAD' });
  expect(asked).toBe(1);
  expect(await hub.registry.metrics()).toContain(
    'interlock_http_requests_total{method="HEAD",route="/guarded"} 1',
  );
});

test('a key that has used up its minute is told when to come back; others go on', async () => {
  let caller = { ...testPrincipal, requestsPerMinute: 2 as number | null };
  hub = await createTestApp({ REQUESTS_PER_MINUTE: '3' }, { authorize: () => caller });
  hub.app.get('/things', { config: { access: { permission: 'things:write' } } }, async () => 'ok');
  const url = await hub.listen();
  const statuses = async (count: number) => {
    const answers: number[] = [];
    for (let index = 0; index < count; index += 1) answers.push((await fetch(`${url}/things`)).status);
    return answers;
  };
  expect(await statuses(3)).toEqual([200, 200, 429]);
  const refused = await fetch(`${url}/things`);
  expect(await refused.json()).toMatchObject({ code: 'http.too_many_requests', status: 429 });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);

  caller = { ...testPrincipal, id: 'by-default', requestsPerMinute: null };
  expect(await statuses(4)).toEqual([200, 200, 200, 429]);
  caller = { ...testPrincipal, id: 'unlimited', requestsPerMinute: 0 };
  expect(await statuses(5)).toEqual([200, 200, 200, 200, 200]);
});

test('an address that has used up its minute of a public route is told; others and other routes go on', async () => {
  hub = await createTestApp({ TRUSTED_PROXIES: '127.0.0.0/8' });
  const config = { access: 'public', requestsPerMinute: 2 } as const;
  hub.app.get('/limited', { config }, async () => 'ok');
  hub.app.get('/also-limited', { config }, async () => 'ok');
  const url = await hub.listen();
  const ask = (path: string, from: string) =>
    fetch(`${url}/${path}`, { headers: { 'x-forwarded-for': from } });
  for (const expected of [200, 200, 429]) {
    expect((await ask('limited', '203.0.113.1')).status).toBe(expected);
  }
  const refused = await ask('limited', '203.0.113.1');
  expect(await refused.json()).toMatchObject({ code: 'http.too_many_requests', status: 429 });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ask('limited', '203.0.113.2')).status).toBe(200);
  expect((await ask('also-limited', '203.0.113.1')).status).toBe(200);
});

test('addresses of one customer count as one: a /64 of IPv6, and IPv4 in either form', async () => {
  hub = await createTestApp({ TRUSTED_PROXIES: '127.0.0.0/8' });
  hub.app.get('/limited', { config: { access: 'public', requestsPerMinute: 2 } }, async () => 'ok');
  const url = await hub.listen();
  const ask = async (from: string) =>
    (await fetch(`${url}/limited`, { headers: { 'x-forwarded-for': from } })).status;
  expect(await ask('2001:db8:0:1::1')).toBe(200);
  expect(await ask('2001:db8:0:1:ffff::2')).toBe(200);
  expect(await ask('2001:DB8:0:1:0:0:0:3')).toBe(429);
  expect(await ask('2001:db8:0:2::1')).toBe(200);
  expect(await ask('203.0.113.1')).toBe(200);
  expect(await ask('::ffff:203.0.113.1')).toBe(200);
  expect(await ask('::ffff:cb00:7101')).toBe(429);
});

test('without trusted proxies nobody chooses the address that is counted', async () => {
  hub = await createTestApp();
  hub.app.get('/limited', { config: { access: 'public', requestsPerMinute: 1 } }, async () => 'ok');
  const url = await hub.listen();
  expect((await fetch(`${url}/limited`)).status).toBe(200);
  const headers = { 'x-forwarded-for': '203.0.113.1' };
  expect((await fetch(`${url}/limited`, { headers })).status).toBe(429);
});

test('while stopping, requests are refused with a problem and probes still answered', async () => {
  hub = await createTestApp();
  const release = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  hub.app.get('/slow', { config: { access: 'public' } }, async () => {
    reached.resolve();
    await release.promise;
    return 'done';
  });
  hub.app.get('/probe', { config: { access: 'public', alwaysAnswer: true } }, async () => 'alive');
  hub.app.get('/other', { config: { access: 'public' } }, async () => 'reached');
  await hub.listen();
  // A second request on a connection that is busy when the stop begins.
  const { connect } = await import('node:net');
  const { port } = hub.app.server.address() as { port: number };
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString();
  });
  const ended = new Promise((resolve) => socket.once('close', resolve));
  socket.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n');
  await reached.promise;
  const closing = hub.app.close();
  await new Promise((resolve) => setTimeout(resolve, 20));
  socket.write('GET /other HTTP/1.1\r\nHost: a\r\n\r\n');
  release.resolve();
  await ended;
  await closing;
  hub = undefined;
  expect(received).toContain('done');
  expect(received).toContain('http.shutting_down');
});
