import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createSignatureVerifier, type EventBatch, type PlatformEvent } from '@interlock/connector';

/** What the platform does with one event: nothing special, or a failure it reports. */
export type Verdict =
  undefined | { readonly code: string; readonly retryable: boolean; readonly retryAfterSeconds?: number };

/** What a platform keeps, and its addresses share: a standby has it from the primary. */
export interface TestInbox {
  readonly applied: Set<string>;
  /** In the order in which they took effect. */
  readonly effects: PlatformEvent[];
}

export interface TestPlatformOptions {
  /** Where it listens; by default any free port. */
  readonly port?: number;
  /** By default one of its own. */
  readonly inbox?: TestInbox;
}

/**
 * A platform over real HTTP that applies every event once and in order of arrival, checks signatures, and
 * misbehaves on demand. `effects` is what really happened there.
 */
export interface TestPlatform {
  readonly url: string;
  readonly inbox: TestInbox;
  /** Those of its inbox. */
  readonly effects: PlatformEvent[];
  /** Events of every request that came, effects or not. */
  readonly requests: EventBatch[];
  /** How each event is taken; may change at any time. */
  judge: (event: PlatformEvent) => Verdict;
  /** Answers every request with this status instead of processing it. */
  status: number | undefined;
  retryAfterSeconds: number | undefined;
  /** Takes requests and does not answer them. Once set while a batch is judged, the rest of it waits as well. */
  hangs: boolean;
  /** How long a request waits before it is processed. */
  delayMs: number;
  /** Processes requests but cuts the connection instead of answering. */
  losesAnswers: boolean;
  effectsOf(userId: string): string[];
  /** Ends hanging: first goes on with what waited, although the hub may long have given it up. */
  wake(): void;
  close(): Promise<void>;
}

export async function startTestPlatform(
  secret: string,
  { port = 0, inbox = { applied: new Set(), effects: [] } }: TestPlatformOptions = {},
): Promise<TestPlatform> {
  const verify = createSignatureVerifier([secret]);
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    void read(request).then(async (body) => {
      if (platform.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, platform.delayMs));
      answer(request, response, body);
    });
  });
  const platform: TestPlatform = {
    url: '',
    inbox,
    effects: inbox.effects,
    requests: [],
    judge: () => undefined,
    status: undefined,
    retryAfterSeconds: undefined,
    hangs: false,
    delayMs: 0,
    losesAnswers: false,
    effectsOf: (userId) =>
      platform.effects.filter(({ payload }) => payload.userId === userId).map(({ eventId }) => eventId),
    wake() {
      platform.hangs = false;
      for (const goOn of waiting.splice(0)) goOn();
    },
    close: () => closeServer(server),
  };

  function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    if (platform.hangs) {
      waiting.push(() => answer(request, response, body));
      return;
    }
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
    const failures = applyBatch(platform, batch);
    if (platform.hangs) waiting.push(() => answer(request, response, body));
    else if (platform.losesAnswers) request.socket.destroy();
    else response.end(JSON.stringify({ failures }));
  }

  return Object.assign(platform, { url: await listen(server, port) });
}

/** Applies what is new, in order, until the platform hangs; returns what failed. */
function applyBatch(platform: TestPlatform, { events }: EventBatch): object[] {
  const { applied, effects } = platform.inbox;
  const blocked = new Set<string | undefined>();
  return events.flatMap((event) => {
    const { eventId, payload } = event;
    if (blocked.has(payload.userId)) {
      return [{ id: eventId, code: 'blocked_by_earlier_failure', message: 'waits', retryable: true }];
    }
    if (platform.hangs || applied.has(eventId)) return [];
    const verdict = platform.judge(event);
    if (verdict !== undefined) {
      blocked.add(payload.userId);
      return [{ id: eventId, message: `planned: ${verdict.code}`, ...verdict }];
    }
    if (platform.hangs) return [];
    applied.add(eventId);
    effects.push(event);
    return [];
  });
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://127.0.0.1:${bound}`;
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
