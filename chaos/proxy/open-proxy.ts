import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { DurationMs } from '#kernel/time';
import { DelayedPipe, type PipeTerms } from './delayed-pipe.ts';

/** A TCP proxy on 127.0.0.1 whose connections can be slowed, stalled and reset. */
export interface Proxy {
  readonly port: number;
  /** Everything takes this much longer from now on, each way; 0: no longer than it must. */
  slow(latencyMs: DurationMs): void;
  /** Nothing passes until `resume`; connections stay open, and what was sent arrives then. */
  stall(): void;
  resume(): void;
  /** Resets all connections (RST, not FIN). Returns how many there were. */
  cut(): number;
  close(): Promise<void>;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  readonly pipes: readonly [DelayedPipe, DelayedPipe];
}

const connectTimeoutMs = 1_000;

/**
 * Opens a proxy before one or several servers.
 *
 * @param ports ports of 127.0.0.1. Of several, connections go to each in turn; one that refuses is passed over.
 */
export async function openProxy(ports: readonly number[]): Promise<Proxy> {
  const terms: PipeTerms = { latencyMs: 0, stalled: false };
  const links = new Set<Link>();
  const clients = new Set<Socket>();
  let turn = 0;
  const listener = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    client.on('error', () => {});
    turn += 1;
    void connectInTurn(ports, turn).then((server) => {
      if (server === undefined) client.resetAndDestroy();
      else if (client.destroyed) server.destroy();
      else join(client, server, terms, links);
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const flush = (): void => {
    for (const { pipes } of links) for (const pipe of pipes) pipe.flush();
  };
  return {
    port: portOf(listener),
    slow(latencyMs) {
      terms.latencyMs = latencyMs;
    },
    stall() {
      terms.stalled = true;
    },
    resume() {
      terms.stalled = false;
      flush();
    },
    cut: () => cut(links),
    async close() {
      cut(links);
      for (const client of clients) client.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}

function join(client: Socket, server: Socket, terms: PipeTerms, links: Set<Link>): void {
  const pipes = [new DelayedPipe(client, server, terms), new DelayedPipe(server, client, terms)] as const;
  const link: Link = { client, server, pipes };
  links.add(link);
  const end = (): void => {
    links.delete(link);
    for (const pipe of pipes) pipe.close();
    client.destroy();
    server.destroy();
  };
  // What broke on one side must look broken, not finished, on the other.
  client.once('error', () => server.resetAndDestroy());
  server.once('error', () => client.resetAndDestroy());
  client.once('close', end);
  server.once('close', end);
  client.resume();
}

function cut(links: ReadonlySet<Link>): number {
  const present = [...links];
  for (const { client, server } of present) {
    client.resetAndDestroy();
    server.resetAndDestroy();
  }
  return present.length;
}

async function connectInTurn(ports: readonly number[], turn: number): Promise<Socket | undefined> {
  for (let attempt = 0; attempt < ports.length; attempt += 1) {
    const port = ports[(turn + attempt) % ports.length];
    const socket = port === undefined ? undefined : await tryConnect(port);
    if (socket !== undefined) return socket;
  }
  return undefined;
}

function tryConnect(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const giveUp = (): void => {
      socket.destroy();
      resolve(undefined);
    };
    const timer = setTimeout(giveUp, connectTimeoutMs);
    socket.once('error', () => {
      clearTimeout(timer);
      giveUp();
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}

function portOf(listener: Server): number {
  const address = listener.address();
  if (typeof address !== 'object' || address === null) throw new Error('the proxy listens nowhere');
  return address.port;
}
