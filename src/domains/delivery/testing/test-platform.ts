import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createSignatureVerifier, type EventBatch, type PlatformEvent } from '@interlock/connector';

/** What the platform does with one event: nothing special, or a failure it reports. */
export type Verdict =
  undefined | { readonly code: string; readonly retryable: boolean; readonly retryAfterSeconds?: number };

/**
 * A platform over real HTTP that applies every event once and in order of arrival, checks signatures, and
 * misbehaves on demand. `effects` is what really happened there.
 */
export interface TestPlatform {
  readonly url: string;
  /** In the order in which they took effect. */
  readonly effects: PlatformEvent[];
  /** Events of every request that came, effects or not. */
  readonly requests: EventBatch[];
  /** How each event is taken; may change at any time. */
  judge: (event: PlatformEvent) => Verdict;
  /** Answers every request with this status instead of processing it. */
  status: number | undefined;
  retryAfterSeconds: number | undefined;
  /** Takes requests and never answers them. */
  hangs: boolean;
  /** Processes requests but cuts the connection instead of answering. */
  losesAnswers: boolean;
  effectsOf(userId: string): string[];
  close(): Promise<void>;
}

export async function startTestPlatform(secret: string, port = 0): Promise<TestPlatform> {
  const verify = createSignatureVerifier([secret]);
  const applied = new Set<string>();
  const server = createServer((request, response) => {
    void read(request).then((body) => answer(request, response, body));
  });
  const platform: TestPlatform = {
    url: '',
    effects: [],
    requests: [],
    judge: () => undefined,
    status: undefined,
    retryAfterSeconds: undefined,
    hangs: false,
    losesAnswers: false,
    effectsOf: (userId) =>
      platform.effects.filter(({ payload }) => payload.userId === userId).map(({ eventId }) => eventId),
    close: () => closeServer(server),
  };

  function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    if (platform.hangs) return;
    if (request.url === '/health') {
      response.end('{"status":"operational"}');
      return;
    }
    verify(request.headers, body);
    const batch = JSON.parse(body.toString()) as EventBatch;
    platform.requests.push(batch);
    if (platform.status !== undefined) {
      const { retryAfterSeconds } = platform;
      response.writeHead(
        platform.status,
        retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
      );
      response.end();
      return;
    }
    const failures = process(batch);
    if (platform.losesAnswers) request.socket.destroy();
    else response.end(JSON.stringify({ failures }));
  }

  function process({ events }: EventBatch): object[] {
    const blocked = new Set<string | undefined>();
    return events.flatMap((event) => {
      const { eventId, payload } = event;
      if (blocked.has(payload.userId)) {
        return [{ id: eventId, code: 'blocked_by_earlier_failure', message: 'waits', retryable: true }];
      }
      const verdict = applied.has(eventId) ? undefined : platform.judge(event);
      if (verdict !== undefined) {
        blocked.add(payload.userId);
        return [{ id: eventId, message: `planned: ${verdict.code}`, ...verdict }];
      }
      if (!applied.has(eventId)) {
        applied.add(eventId);
        platform.effects.push(event);
      }
      return [];
    });
  }

  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : 0;
  return Object.assign(platform, { url: `http://127.0.0.1:${bound}` });
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
