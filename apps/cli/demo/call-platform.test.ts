import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { openPlatform, type PlatformClient } from './call-platform.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<PlatformClient> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return openPlatform(systemClock, 'platform', `http://127.0.0.1:${port}`);
}

async function collect(lines: AsyncIterable<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

test('a platform that restarts is asked again', async () => {
  let requests = 0;
  const platform = await serve((request, response) => {
    requests += 1;
    if (requests === 1) {
      request.socket.destroy();
      return;
    }
    response.statusCode = requests === 2 ? 503 : 200;
    response.end('{"ok":true}');
  });
  expect(await platform.post('/orders', {})).toEqual({ ok: true });
  expect(requests).toBe(3);
});

test('a refusal is the platform’s own problem', async () => {
  const platform = await serve((_request, response) => {
    response.statusCode = 409;
    response.end(
      JSON.stringify({ code: 'member_exists', title: 'Is a member', detail: 'm-1 is.', status: 409 }),
    );
  });
  await expect(platform.post('/members', {})).rejects.toMatchObject({
    code: 'member_exists',
    message: 'm-1 is.',
  });
});

test('404 is an answer', async () => {
  const platform = await serve((_request, response) => {
    response.statusCode = 404;
    response.end('{}');
  });
  expect(await platform.get('/accounts/x')).toBeUndefined();
});

test('lines are put together from whatever pieces they come in', async () => {
  const bytes = Buffer.from('{"name":"₹"}\n\n{"name":"b"}\n{"name":"c"}');
  const platform = await serve(async (_request, response) => {
    for (const piece of [bytes.subarray(0, 10), bytes.subarray(10, 20), bytes.subarray(20)]) {
      response.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    response.end();
  });
  expect(await collect(platform.lines('/'))).toEqual([{ name: '₹' }, { name: 'b' }, { name: 'c' }]);
});

test('an answer that breaks off is said to, and is not taken for the whole', async () => {
  const platform = await serve((request, response) => {
    response.write('{"name":"a"}\n');
    setTimeout(() => request.socket.destroy(), 30);
  });
  await expect(collect(platform.lines('/'))).rejects.toMatchObject({ code: 'cli.platform_unreachable' });
});
