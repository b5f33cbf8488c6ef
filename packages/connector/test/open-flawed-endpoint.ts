import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { ConnectorError, createSignatureVerifier, profileDigest } from '../src/index.ts';
import type { BatchFailure, PlatformEvent, ProfileBase } from '../src/index.ts';

/** Ways to get it wrong, each as somebody might. */
export type Flaw =
  | 'health is slow'
  | 'health says ok'
  | 'accepts unsigned requests'
  | 'trusts any signature'
  | 'accepts old requests'
  | 'accepts requests from the future'
  | 'refuses with 403'
  | 'signs what it parsed'
  | 'reads one signature only'
  | 'knows one secret only'
  | 'crashes on malformed JSON'
  | 'crashes on a wrong shape'
  | 'takes batches for anybody'
  | 'refuses an empty batch'
  | 'refuses unknown fields'
  | 'fails a repeated event in a batch'
  | 'fails a repeated batch'
  | 'applies twice'
  | 'crashes on concurrent batches'
  | 'applies backwards'
  | 'answers before it applies'
  | 'fails a whole batch'
  | 'names failures badly'
  | 'goes on after a failure'
  | 'remembers what failed'
  | 'reads small bodies only'
  | 'hangs on large batches'
  | 'forgets a profile field'
  | 'lets an old profile win'
  | 'makes up people';

export interface FlawedEndpoint {
  readonly url: string;
  /** Ids of events, in the order in which they took effect. */
  readonly effects: string[];
  close(): Promise<void>;
}

export const endpointPlatform = 'black_portal';

/** An endpoint in memory that does everything right, but for its flaw. */
export async function openFlawedEndpoint(secrets: readonly string[], flaw?: Flaw): Promise<FlawedEndpoint> {
  const state: State = {
    flaw,
    verify: createVerifier(secrets, flaw),
    effects: [],
    applied: new Set(),
    profiles: new Map(),
    busy: false,
  };
  const server = createServer((request, response) => {
    answer(state, request).then(
      ({ status, body }) => send(response, status, body),
      (error: unknown) => {
        const status = error instanceof ConnectorError ? error.status : 500;
        send(response, status, { title: String(error) });
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    effects: state.effects,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const ok = (body: unknown): Answer => ({ status: 200, body });

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** What the endpoint keeps. */
interface State {
  readonly flaw: Flaw | undefined;
  readonly verify: Verify;
  readonly effects: string[];
  readonly applied: Set<string>;
  readonly profiles: Map<string, ProfileBase>;
  busy: boolean;
}

async function answer(state: State, request: IncomingMessage): Promise<Answer> {
  const { flaw } = state;
  if (request.method === 'GET') return answerHealth(flaw);
  const raw = await readBody(request);
  if (flaw === 'reads small bodies only' && raw.length > 100_000) return { status: 413, body: {} };
  state.verify(request, raw);
  const body = parse(raw, flaw);
  if (body.platform !== endpointPlatform && flaw !== 'takes batches for anybody') {
    return { status: 421, body: { platform: endpointPlatform } };
  }
  if (request.url === '/interlock/profiles') return applyProfiles(state, body.profiles as ProfileBase[]);
  if (request.url === '/interlock/profiles/digest') return answerDigests(state, body.userIds as string[]);
  return applyEvents(state, body);
}

function parse(raw: Buffer, flaw: Flaw | undefined): Record<string, unknown> {
  try {
    return JSON.parse(raw.toString()) as Record<string, unknown>;
  } catch (error) {
    throw flaw === 'crashes on malformed JSON' ? error : new ConnectorError('connector.body_malformed');
  }
}

async function applyEvents(state: State, batch: Record<string, unknown>): Promise<Answer> {
  const { flaw } = state;
  const events = batch.events as PlatformEvent[];
  if (!Array.isArray(events)) return { status: flaw === 'crashes on a wrong shape' ? 500 : 400, body: {} };
  if (events.length === 0 && flaw === 'refuses an empty batch') return { status: 400, body: {} };
  if ('addedLater' in batch && flaw === 'refuses unknown fields') return { status: 400, body: {} };
  if (events.length > 500 && flaw === 'hangs on large batches') await setTimeout(3_000);
  if (flaw === 'answers before it applies') return ok({});
  if (flaw === 'crashes on concurrent batches') {
    if (state.busy) return { status: 500, body: { title: 'duplicate key value violates unique constraint' } };
    state.busy = true;
    await setTimeout(20);
    state.busy = false;
  }
  const failures = applyAll(state, flaw === 'applies backwards' ? events.toReversed() : events);
  if (failures.length > 0 && flaw === 'fails a whole batch') return { status: 500, body: {} };
  if (flaw === 'names failures badly') {
    return ok({ failures: failures.map(({ id, message }) => ({ id, error: message })) });
  }
  return ok(failures.length === 0 ? {} : { failures });
}

function applyAll({ flaw, applied, effects }: State, events: readonly PlatformEvent[]): BatchFailure[] {
  const failures: BatchFailure[] = [];
  const failedPeople = new Set<unknown>();
  const seen = new Set<string>();
  const fail = (event: PlatformEvent, code: string): void => {
    failures.push({ id: event.eventId, code, message: code, retryable: code !== 'unknown_type' });
    failedPeople.add(event.payload.userId);
  };
  for (const event of events) {
    const { eventId } = event;
    const again = seen.has(eventId);
    seen.add(eventId);
    if (applied.has(eventId)) {
      if (again && flaw === 'fails a repeated event in a batch') fail(event, 'duplicate');
      if (!again && flaw === 'fails a repeated batch') fail(event, 'duplicate');
      if (flaw === 'applies twice') effects.push(eventId);
    } else if (failedPeople.has(event.payload.userId) && flaw !== 'goes on after a failure') {
      fail(event, 'blocked_by_earlier_failure');
    } else if (event.eventType !== 'trade_executed') {
      fail(event, 'unknown_type');
      if (flaw === 'remembers what failed') applied.add(eventId);
    } else {
      applied.add(eventId);
      effects.push(eventId);
    }
  }
  return failures;
}

function applyProfiles({ flaw, profiles }: State, batch: readonly ProfileBase[]): Answer {
  for (const profile of batch) {
    const known = profiles.get(profile.userId);
    if (known === undefined || known.version < profile.version || flaw === 'lets an old profile win') {
      profiles.set(profile.userId, profile);
    }
  }
  return ok({});
}

function answerDigests({ flaw, profiles }: State, userIds: readonly string[]): Answer {
  const digests = userIds.flatMap((userId) => {
    const profile = profiles.get(userId);
    if (profile === undefined) {
      return flaw === 'makes up people' ? [{ userId, version: 0, digest: '' }] : [];
    }
    const { anonymousId: _anonymousId, ...rest } = profile;
    const stored = flaw === 'forgets a profile field' ? (rest as ProfileBase) : profile;
    return [{ userId, version: profile.version, digest: profileDigest(stored) }];
  });
  return ok({ profiles: digests });
}

async function answerHealth(flaw: Flaw | undefined): Promise<Answer> {
  if (flaw === 'health is slow') await setTimeout(600);
  return ok({ status: flaw === 'health says ok' ? 'ok' : 'operational' });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** @throws ConnectorError */
type Verify = (request: IncomingMessage, raw: Buffer) => void;

function createVerifier(secrets: readonly string[], flaw: Flaw | undefined): Verify {
  const known = flaw === 'knows one secret only' ? secrets.slice(0, 1) : secrets;
  const verifySignature = createSignatureVerifier(known, {
    toleranceSeconds:
      flaw === 'accepts old requests' || flaw === 'accepts requests from the future' ? 1_000_000 : 300,
  });
  return ({ headers }, raw) => {
    const ageSeconds = Date.now() / 1000 - Number(headers['webhook-timestamp']);
    const refuse = (): never => {
      throw new ConnectorError('connector.signature_outside_tolerance');
    };
    if (flaw === 'accepts old requests' && ageSeconds < -300) refuse();
    if (flaw === 'accepts requests from the future' && ageSeconds > 300) refuse();
    if (flaw === 'accepts unsigned requests' && headers['webhook-signature'] === undefined) return;
    if (flaw === 'reads one signature only') {
      const [first] = (headers['webhook-signature'] as string | undefined)?.split(' ') ?? [];
      verifySignature({ ...headers, 'webhook-signature': first }, raw);
      return;
    }
    try {
      verifySignature(headers, flaw === 'signs what it parsed' ? rewrite(raw) : raw);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if (flaw === 'refuses with 403') throw new ConnectorError('connector.hub_denied');
      if (flaw !== 'trusts any signature' || error.code !== 'connector.signature_wrong') throw error;
    }
  };
}

function rewrite(raw: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(raw.toString())));
  } catch {
    return raw;
  }
}
