import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PlatformEvent } from '../src/index.ts';

/** What a hub may do with a request instead of taking its events. */
export interface Interference {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Takes the events, and then answers so: an answer that was lost. */
  readonly afterTaking?: boolean;
}

/** A hub as a platform sees it: takes events over HTTP, knows those it has, refuses what it is told to. */
export interface TestHub {
  readonly url: string;
  /** Distinct events, in the order in which they were first taken. */
  readonly taken: PlatformEvent[];
  /** The number of events of every request, taken or not. */
  readonly requests: number[];
  readonly authorizations: Set<string | undefined>;
  /** Asked for each request; `undefined` takes it. */
  interfere: (events: readonly PlatformEvent[]) => Interference | undefined;
  refuses: (event: PlatformEvent) => boolean;
  close(): Promise<void>;
}

export async function openTestHub(): Promise<TestHub> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const known = new Set<string>();
  const hub: TestHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: [],
    requests: [],
    authorizations: new Set(),
    interfere: () => undefined,
    refuses: () => false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  function take(event: PlatformEvent, index: number) {
    const { eventId } = event;
    if (hub.refuses(event))
      return { index, eventId, status: 'refused', problem: { code: 'events.unknown_type' } };
    if (known.has(eventId)) return { index, eventId, status: 'duplicate' };
    known.add(eventId);
    hub.taken.push(event);
    return { index, eventId, status: 'accepted' };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as PlatformEvent | PlatformEvent[];
    const events = Array.isArray(body) ? body : [body];
    hub.authorizations.add(request.headers.authorization);
    hub.requests.push(events.length);
    const interference = hub.interfere(events);
    const results = interference === undefined || interference.afterTaking ? events.map(take) : [];
    if (interference !== undefined) {
      response
        .writeHead(interference.status, interference.headers)
        .end(JSON.stringify(interference.body ?? {}));
      return;
    }
    const [first] = results;
    const single = !Array.isArray(body);
    const status = single && first?.status === 'refused' ? 422 : 200;
    const single200 = first?.status === 'refused' ? first.problem : first;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(single ? single200 : { results }));
  }
  return hub;
}
