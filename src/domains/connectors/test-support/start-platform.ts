import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Monotonic milliseconds. */
  readonly at: number;
}

type Handler = (request: ReceivedRequest, response: ServerResponse) => void;

/** A real HTTP server that plays a platform and can be made to misbehave. */
export interface TestPlatform {
  readonly address: string;
  readonly received: ReceivedRequest[];
  /** What `POST` requests are answered; by default 200 `{}`. */
  answer: Handler;
  /** What `GET /health` is answered; by default operational. */
  answerHealth: Handler;
  /** Answers nothing any more, health checks included, but keeps accepting connections. */
  hanging: boolean;
  /** Dies: open connections break, new ones are refused. */
  kill(): Promise<void>;
  /** Lives again at the same address. */
  revive(): Promise<void>;
}

export async function startPlatform(host = '127.0.0.1'): Promise<TestPlatform> {
  let server: Server;
  let port = 0;

  const listen = async (): Promise<void> => {
    server = createServer((incoming, response) => void handle(incoming, response));
    await new Promise<void>((resolve) => server.listen(port, host, resolve));
    port = (server.address() as AddressInfo).port;
  };

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.on('error', () => {});
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const request: ReceivedRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers as Record<string, string>,
      body: Buffer.concat(chunks).toString(),
      at: performance.now(),
    };
    if (request.method === 'POST') platform.received.push(request);
    if (platform.hanging) return;
    if (request.method === 'POST') platform.answer(request, response);
    else platform.answerHealth(request, response);
  };

  await listen();
  const platform: TestPlatform = {
    address: `http://${host}:${port}`,
    received: [],
    answer: (_request, response) => response.end('{}'),
    answerHealth: (_request, response) => response.end('{"status":"operational"}'),
    hanging: false,
    async kill() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    async revive() {
      platform.hanging = false;
      await listen();
    },
  };
  return platform;
}
