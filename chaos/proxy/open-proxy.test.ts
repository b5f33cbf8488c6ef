import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openProxy, type Proxy } from './open-proxy.ts';

let server: Server;
let proxy: Proxy;
const sockets = new Set<Socket>();

/** Answers everything with the same, marked with its name. */
async function openEcho(name = ''): Promise<{ echo: Server; port: number }> {
  const echo = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => socket.write(`${name}${bytes.toString()}`));
    socket.on('end', () => socket.end());
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  return { echo, port: (echo.address() as { port: number }).port };
}

async function openClient(port = proxy.port): Promise<{ socket: Socket; received: () => string }> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  sockets.add(socket);
  let text = '';
  socket.on('data', (bytes: Buffer) => {
    text += bytes.toString();
  });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return { socket, received: () => text };
}

beforeEach(async () => {
  const { echo, port } = await openEcho();
  server = echo;
  proxy = await openProxy([port]);
});

afterEach(async () => {
  await proxy.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server.close();
});

describe('a proxy', () => {
  test('hands everything on, also what is too much for one buffer', async () => {
    const { socket, received } = await openClient();
    const sent = 'abcdefghij'.repeat(500_000);
    socket.write(sent);
    await expect.poll(() => received().length, { timeout: 10_000 }).toBe(sent.length);
    expect(received()).toBe(sent);
  });

  test('passes the end on', async () => {
    const { socket, received } = await openClient();
    socket.end('last words');
    await once(socket, 'end');
    expect(received()).toBe('last words');
  });

  test('takes longer when slowed, and keeps the order when it is no longer', async () => {
    const { socket, received } = await openClient();
    proxy.slow(150);
    const startedAt = performance.now();
    socket.write('1');
    await pause(20);
    proxy.slow(0);
    socket.write('2');
    await expect.poll(received, { timeout: 5_000 }).toBe('12');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(150);
  });

  test('lets nothing pass while stalled, and everything afterwards', async () => {
    const { socket, received } = await openClient();
    proxy.stall();
    socket.write('held');
    await pause(100);
    expect(received()).toBe('');
    expect(socket.destroyed).toBe(false);
    proxy.resume();
    await expect.poll(received, { timeout: 5_000 }).toBe('held');
  });

  test('resets connections on both sides, and takes new ones', async () => {
    const { socket, received } = await openClient();
    socket.write('hello');
    await expect.poll(received).toBe('hello');
    const failed = once(socket, 'error') as Promise<[NodeJS.ErrnoException]>;
    expect(proxy.cut()).toBe(1);
    expect((await failed)[0].code).toBe('ECONNRESET');
    const next = await openClient();
    next.socket.write('again');
    await expect.poll(next.received).toBe('again');
  });

  test('resets who finds nobody behind it', async () => {
    server.close();
    const { socket } = await openClient();
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
  });

  test('goes to each of several servers in turn, and passes over one that is dead', async () => {
    const living = await Promise.all([openEcho('a'), openEcho('b'), openEcho('c')]);
    const [, dead] = living;
    dead?.echo.close();
    const several = await openProxy(living.map(({ port }) => port));
    const names = new Set<string>();
    for (let number = 0; number < 6; number += 1) {
      const { socket, received } = await openClient(several.port);
      socket.write('?');
      await expect.poll(received).toHaveLength(2);
      names.add(received());
    }
    expect([...names].toSorted()).toEqual(['a?', 'c?']);
    await several.close();
    for (const { echo } of living) echo.close();
  });
});
