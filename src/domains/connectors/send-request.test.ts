import { createServer, type AddressInfo, type LookupFunction, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Pool } from 'undici';
import { systemClock } from '#kernel/time';
import { createAddressGuard } from './address-guard.ts';
import { openPool } from './open-pool.ts';
import { answerBytesMax, sendRequest, type InFlight, type WireAnswer } from './send-request.ts';

const guard = createAddressGuard(['127.0.0.0/8']);
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that answers the bytes it is told to, HTTP or not. */
async function serve(behave: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => behave(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function open(address: string, connections = 1, resolve?: LookupFunction): Pool {
  const pool = openPool(new URL(address), guard, connections, 1_000, resolve);
  closers.push(() => pool.destroy());
  return pool;
}

function send(pool: Pool, timeoutMs = 1_000, inFlight = new Set<InFlight>()): Promise<WireAnswer> {
  const request = { method: 'POST', path: '/', headers: [], body: Buffer.from('{}'), timeoutMs } as const;
  return sendRequest(pool, systemClock, request, inFlight);
}

const answering = (text: string) => (socket: Socket) => void socket.end(text);

test('answers status, body and Retry-After', async () => {
  const address = await serve(
    answering('HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 6\r\n\r\nlater!'),
  );
  expect(await send(open(address))).toEqual({
    kind: 'answered',
    status: 503,
    body: 'later!',
    retryAfter: '7',
  });
});

test('reads an answer that comes in pieces, in the middle of a character', async () => {
  const text = Buffer.from('{"name":"Zoë"}');
  const address = await serve((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n`);
    for (const [index] of text.entries()) {
      setTimeout(() => socket.write(text.subarray(index, index + 1)), index * 2);
    }
  });
  expect(await send(open(address))).toMatchObject({ status: 200, body: '{"name":"Zoë"}' });
});

test('looks past an informational answer', async () => {
  const address = await serve(
    answering('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'),
  );
  expect(await send(open(address))).toMatchObject({ status: 200, body: '{}' });
});

test('does not follow a redirect', async () => {
  const address = await serve(
    answering('HTTP/1.1 307 Moved\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n'),
  );
  expect(await send(open(address))).toMatchObject({ kind: 'answered', status: 307 });
});

test.each([
  ['is no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', 'protocol'],
  ['breaks off', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{', 'connection'],
  ['lies about its length', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}', 'protocol'],
  ['has endless headers', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 'protocol'],
  ['is nothing at all', '', 'connection'],
])('an answer that %s is unreachable', async (_how, text, reason) => {
  const address = await serve(answering(text));
  expect(await send(open(address))).toMatchObject({ kind: 'unreachable', reason });
});

test('cuts off an answer that is too long, whether or not it says so', async () => {
  const endless = await serve((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const more = (): void => {
      if (!socket.destroyed) socket.write(chunk, more);
    };
    more();
  });
  expect(await send(open(endless), 10_000)).toMatchObject({
    kind: 'unreachable',
    reason: 'answer_too_large',
  });
  const exact = await serve(
    answering(`HTTP/1.1 200 OK\r\nContent-Length: ${answerBytesMax}\r\n\r\n${'x'.repeat(answerBytesMax)}`),
  );
  expect(await send(open(exact), 10_000)).toMatchObject({ kind: 'answered', status: 200 });
});

test.each([
  ['answers nothing', () => {}],
  [
    'stops after the headers',
    (socket: Socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'),
  ],
  [
    'drips for ever',
    (socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
      const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write('x')), 10);
    },
  ],
])('gives up on a server that %s, and ends its connection', async (_how, behave) => {
  let closed = false;
  const address = await serve((socket) => {
    socket.once('close', () => (closed = true));
    behave(socket);
  });
  const startedAt = performance.now();
  expect(await send(open(address), 120)).toMatchObject({ kind: 'unreachable', reason: 'timeout' });
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  await expect.poll(() => closed).toBe(true);
});

test('what is given up while it waits for a connection is never sent', async () => {
  let requests = 0;
  const address = await serve((socket) => {
    requests += 1;
    socket.on('data', () => (requests += 1));
    setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'), 200);
  });
  const pool = open(address, 1);
  const first = send(pool, 1_000);
  expect(await send(pool, 50)).toMatchObject({ reason: 'timeout' });
  expect(await first).toMatchObject({ status: 200 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(requests).toBe(1);
});

test('a request under way can be given up from outside', async () => {
  const inFlight = new Set<InFlight>();
  const answer = send(open(await serve(() => {})), 5_000, inFlight);
  for (const exchange of inFlight) exchange.giveUp('failed_over', 'moved');
  expect(await answer).toEqual({ kind: 'unreachable', reason: 'failed_over', message: 'moved' });
  expect(inFlight.size).toBe(0);
});

test('a refused connection, a server without TLS and an unknown name are told apart', async () => {
  expect(await send(open('http://127.0.0.1:1'))).toMatchObject({ reason: 'connection' });
  const plain = await serve(answering('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'));
  expect(await send(open(plain.replace('http:', 'https:')))).toMatchObject({ reason: 'tls' });
  const failing: LookupFunction = (_hostname, _options, callback) =>
    callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '', 0);
  expect(await send(open('http://platform.example', 1, failing))).toMatchObject({ reason: 'dns' });
});

test('a name that leads inside is not connected to, though it looked harmless before', async () => {
  let connections = 0;
  const address = await serve((socket) => {
    connections += 1;
    socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}');
  });
  // Rebinding: the first answer is harmless (127.0.0.0/8 is allowed here), the next is the metadata service.
  let lookups = 0;
  const rebinding: LookupFunction = (_hostname, _options, callback) => {
    lookups += 1;
    callback(null, [{ address: lookups === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]);
  };
  const pool = open(`http://platform.example:${new URL(address).port}`, 1, rebinding);
  expect(await send(pool)).toMatchObject({ kind: 'answered', status: 200 });
  const second = await send(pool);
  expect(second).toMatchObject({ kind: 'unreachable', reason: 'forbidden_address' });
  expect(second.kind === 'unreachable' && second.message).toContain('169.254.169.254 is link-local');
  expect([lookups, connections]).toEqual([2, 1]);
});
