import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createSignatureVerifier,
  type BatchAnswer,
  type BatchFailure,
  type EventBatch,
  type PlatformEvent,
  type ProfileBatch,
} from '@interlock/connector';

/** A platform of somebody else, as far as a test needs one: it checks signatures and does what it is told. */
export interface TestPlatform {
  readonly address: string;
  /** Every event that it applied, in order. */
  readonly received: readonly PlatformEvent[];
  /** Headers of every batch of events that came, in order. */
  readonly batchHeaders: readonly IncomingHttpHeaders[];
  /** Judges events from now on; `undefined` applies them. */
  judge(refuse: (event: PlatformEvent) => Omit<BatchFailure, 'id'> | undefined): void;
  /** Answers every request but health checks with this status from now on, and applies nothing; `undefined`: no more. */
  failWith(status: number | undefined): void;
  /** Stops listening; the hub cannot reach it any more. */
  close(): Promise<void>;
}

/** @param secret the signing secret that the hub uses for it */
export async function startPlatform(secret: string): Promise<TestPlatform> {
  const verify = createSignatureVerifier([secret]);
  const received: PlatformEvent[] = [];
  const batchHeaders: IncomingHttpHeaders[] = [];
  let brokenStatus: number | undefined;
  let refuse: (event: PlatformEvent) => Omit<BatchFailure, 'id'> | undefined = () => undefined;

  function applyBatch({ events }: EventBatch): BatchAnswer {
    const failures: BatchFailure[] = [];
    for (const event of events) {
      const failure = refuse(event);
      if (failure === undefined) received.push(event);
      else failures.push({ id: event.eventId, ...failure });
    }
    return { failures };
  }

  async function answer(request: IncomingMessage): Promise<object> {
    if (request.url === '/health') return { status: 'operational' };
    const body = Buffer.concat(await request.toArray());
    verify(request.headers, body);
    const batch = JSON.parse(body.toString()) as EventBatch | ProfileBatch;
    if ('events' in batch) {
      batchHeaders.push(request.headers);
      return applyBatch(batch);
    }
    return request.url === '/interlock/profiles' ? {} : { profiles: [] };
  }

  const server = createServer((request, response) => {
    if (brokenStatus !== undefined && request.url !== '/health') {
      response.writeHead(brokenStatus).end();
      return;
    }
    answer(request).then(
      (value) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value)),
      () => response.writeHead(401).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    batchHeaders,
    judge(judgement) {
      refuse = judgement;
    },
    failWith(status) {
      brokenStatus = status;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
