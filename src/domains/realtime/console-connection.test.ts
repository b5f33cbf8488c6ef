import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Principal } from '#infra/http';
import { createLogger } from '#infra/telemetry';
import { InterlockError } from '#kernel/errors';
import { VirtualClock } from '#kernel/virtual-clock';
import {
  neededToRead,
  type ConsoleMessage,
  type ConsoleSnapshot,
  type DeadLetterCounts,
} from './messages.ts';
import { openRealtime } from './open-realtime.ts';
import { realtimeRoutes } from './routes.ts';
import type { RealtimeSources } from './sources.ts';

const snapshot: ConsoleSnapshot = {
  points: [],
  platforms: [],
  events: [],
  deadLetters: { total: 3, byPlatform: { black_portal: 3 } },
  jobs: [],
};

const auditor: Omit<Principal, 'permissions'> = {
  kind: 'staff',
  id: 'asha',
  roles: ['auditor'],
  source: null,
  requestsPerMinute: null,
  device: null,
};

const logger = createLogger({ settings: { logLevel: 'silent', logPretty: false } });

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const everything: readonly string[] = Object.values(neededToRead).flat();

async function startHub(isSignedIn = async () => true, may: readonly string[] = everything) {
  const clock = new VirtualClock();
  const deadLetterListeners = new Set<(counts: DeadLetterCounts) => void>();
  let listeners = 0;
  const listen = () => {
    listeners += 1;
    return () => {
      listeners -= 1;
    };
  };
  const sources: RealtimeSources = {
    readSnapshot: async () => snapshot,
    onFlows: listen,
    onEvents: listen,
    onPlatforms: listen,
    onJob: listen,
    onDeadLetters(listener) {
      deadLetterListeners.add(listener);
      const stop = listen();
      return () => {
        deadLetterListeners.delete(listener);
        stop();
      };
    },
  };
  const realtime = openRealtime({ clock, sources });
  const app = Fastify();
  app.setErrorHandler((error, _request, reply) => {
    const status = error instanceof InterlockError ? error.status : 500;
    return reply.code(status).send({ code: error instanceof InterlockError ? error.code : 'internal' });
  });
  app.decorateRequest('principal', null);
  app.addHook('onRequest', async (request) => {
    request.principal = { ...auditor, permissions: new Set(may) };
  });
  const watchers = new Set<() => void>();
  const onSessionsEnded = (watcher: () => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  };
  await app.register(realtimeRoutes({ realtime, clock, logger, isSignedIn, onSessionsEnded }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  closers.push(() => app.close());
  const { port } = app.server.address() as AddressInfo;
  return {
    clock,
    realtime,
    port,
    listenerCount: () => listeners,
    watcherCount: () => watchers.size,
    tellSessionsEnded: () => watchers.forEach((watcher) => watcher()),
    tellDeadLetters: (counts: DeadLetterCounts) =>
      deadLetterListeners.forEach((listener) => listener(counts)),
  };
}

function connect(port: number) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/console`);
  const messages: ConsoleMessage[] = [];
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as ConsoleMessage));
  closers.push(async () => socket.terminate());
  return { socket, messages };
}

describe('the console’s connection', () => {
  it('begins with a snapshot, then tells what changes', async () => {
    const hub = await startHub();
    const { messages } = connect(hub.port);
    await expect.poll(() => messages.length).toBe(1);
    expect(messages[0]).toEqual({ type: 'snapshot', at: '2026-01-01T00:00:00.000Z', ...snapshot });
    hub.tellDeadLetters({ total: 4, byPlatform: { black_portal: 4 } });
    await expect.poll(() => messages.length).toBe(2);
    expect(messages[1]).toEqual({ type: 'dead_letters', total: 4, byPlatform: { black_portal: 4 } });
  });

  it('listens to the sources only while a console is open', async () => {
    const hub = await startHub();
    expect(hub.listenerCount()).toBe(0);
    const [first, second] = [connect(hub.port), connect(hub.port)];
    await expect.poll(() => first.messages.length + second.messages.length).toBe(2);
    expect(hub.listenerCount()).toBe(5);
    first.socket.close();
    await expect.poll(() => hub.realtime.consoleCount).toBe(1);
    expect(hub.listenerCount()).toBe(5);
    second.socket.close();
    await expect.poll(() => hub.listenerCount()).toBe(0);
  });

  it('explains itself to what is no WebSocket', async () => {
    const hub = await startHub();
    const response = await fetch(`http://127.0.0.1:${hub.port}/ws/console`);
    expect([response.status, await response.json()]).toEqual([426, { code: 'realtime.not_a_websocket' }]);
  });

  it('is closed within ten seconds when the session runs out', async () => {
    let signedIn = true;
    const hub = await startHub(async () => signedIn);
    const { socket, messages } = connect(hub.port);
    await expect.poll(() => messages.length).toBe(1);
    const closed = once(socket, 'close');
    hub.clock.advance(10_000);
    signedIn = false;
    hub.clock.advance(10_000);
    expect((await closed)[0]).toBe(4401);
    await expect.poll(() => [hub.listenerCount(), hub.watcherCount()]).toEqual([0, 0]);
  });

  it('is closed at once when the session is ended, and told nothing more', async () => {
    let signedIn = true;
    const hub = await startHub(async () => signedIn);
    const { socket, messages } = connect(hub.port);
    await expect.poll(() => messages.length).toBe(1);
    const closed = once(socket, 'close');
    hub.tellSessionsEnded();
    signedIn = false;
    hub.tellSessionsEnded();
    await expect.poll(() => hub.realtime.consoleCount).toBe(0);
    hub.tellDeadLetters({ total: 4, byPlatform: {} });
    expect((await closed)[0]).toBe(4401);
    expect(messages).toHaveLength(1);
  });

  it('stays while nobody can say whether the session stands', async () => {
    const hub = await startHub(async () => Promise.reject(new Error('the database is away')));
    const { messages } = connect(hub.port);
    await expect.poll(() => messages.length).toBe(1);
    hub.tellSessionsEnded();
    hub.tellDeadLetters({ total: 4, byPlatform: {} });
    await expect.poll(() => messages.length).toBe(2);
  });

  it('is not told what its reader may not read', async () => {
    const hub = await startHub(async () => true, ['metrics:read']);
    const { messages } = connect(hub.port);
    await expect.poll(() => messages.length).toBe(1);
    expect(messages[0]).toMatchObject({ type: 'snapshot', platforms: [], events: [], deadLetters: null });
    hub.tellDeadLetters({ total: 4, byPlatform: { black_portal: 4 } });
    hub.clock.advance(15_000);
    await expect.poll(() => messages.map(({ type }) => type)).toEqual(['snapshot', 'heartbeat']);
  });

  it('is ended when pings go unanswered', async () => {
    const hub = await startHub();
    const socket = new WebSocket(`ws://127.0.0.1:${hub.port}/ws/console`, { autoPong: false });
    closers.push(async () => socket.terminate());
    await once(socket, 'message');
    const closed = once(socket, 'close');
    hub.clock.advance(60_000);
    await closed;
    await expect.poll(() => hub.realtime.consoleCount).toBe(0);
  });

  it('is ended when the console sends more than a control frame', async () => {
    const hub = await startHub();
    const { socket } = connect(hub.port);
    await once(socket, 'message');
    socket.send('x'.repeat(10_000));
    expect((await once(socket, 'close'))[0]).toBe(1009);
  });
});
