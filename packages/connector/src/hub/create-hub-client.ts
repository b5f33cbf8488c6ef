import { ConnectorError } from '../errors.ts';
import type { PlatformEvent } from '../protocol.ts';

/** An event that is sent to the hub. Without `requiresSync`, the platforms that subscribe to its type get it. */
export type OutgoingEvent = Omit<PlatformEvent, 'requiresSync'> &
  Partial<Pick<PlatformEvent, 'requiresSync'>>;

/** What the hub did with one event. */
export type SendResult =
  | { readonly eventId: string; readonly status: 'accepted' | 'duplicate' }
  /** It will never be accepted as it is; `problem` is the hub’s problem document. */
  | { readonly eventId: string; readonly status: 'refused'; readonly problem: HubProblem };

/** RFC 9457 problem document of the hub. */
export interface HubProblem {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly [member: string]: unknown;
}

export interface HubClientOptions {
  /** For instance `http://localhost:4000`. */
  readonly hubUrl: string;
  /** `ilk_…`, with the scope `events:write`. */
  readonly serviceKey: string;
  /** Milliseconds for one request. 10,000 by default. */
  readonly timeoutMs?: number;
}

/**
 * Both verbs throw `connector.hub_unavailable` (try again later), `connector.hub_denied` (the key) or
 * `connector.hub_refused_request` (the request as a whole cannot be taken, for instance 413).
 */
export interface HubClient {
  /** Sends one event. Resolves when the hub has stored it for good, or has refused it for good. */
  sendEvent(event: OutgoingEvent): Promise<SendResult>;
  /** Sends events in order, in one request. One result per event, in the same order. */
  sendEvents(events: readonly OutgoingEvent[]): Promise<SendResult[]>;
  /** The same for events that are serialised already, with their ids. Saves the outbox a parse. */
  sendSerialised(
    events: readonly { readonly eventId: string; readonly json: string }[],
  ): Promise<SendResult[]>;
}

const eventPath = '/api/integration/sync/event';
const eventsPath = '/api/integration/sync/events';

/** Opens a client of the hub’s event addresses. Keeps connections alive; holds nothing that must be closed. */
export function createHubClient(options: HubClientOptions): HubClient {
  const client: HubClient = {
    async sendEvent(event) {
      const answer = await post(options, eventPath, JSON.stringify(event));
      if (answer.status === 400 || answer.status === 409 || answer.status === 422) {
        return { eventId: event.eventId, status: 'refused', problem: problemOf(answer) };
      }
      requireTaken(answer);
      const { status } = parseJson(answer.body) as { status?: unknown };
      return { eventId: event.eventId, status: status === 'duplicate' ? 'duplicate' : 'accepted' };
    },
    sendEvents: (events) =>
      client.sendSerialised(events.map((event) => ({ eventId: event.eventId, json: JSON.stringify(event) }))),
    async sendSerialised(events) {
      if (events.length === 0) return [];
      const answer = await post(options, eventsPath, `[${events.map((event) => event.json).join(',')}]`);
      requireTaken(answer);
      return readResults(answer, events);
    },
  };
  return client;
}

interface HubAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfterSeconds: number | undefined;
}

async function post(options: HubClientOptions, path: string, body: string): Promise<HubAnswer> {
  try {
    const response = await fetch(new URL(path, options.hubUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${options.serviceKey}`, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
    });
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      status: response.status,
      body: await response.text(),
      retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
    };
  } catch (error) {
    throw new ConnectorError('connector.hub_unavailable', {
      detail: `${options.hubUrl} did not answer.`,
      cause: error,
    });
  }
}

/** @throws unless the status is one of success */
function requireTaken(answer: HubAnswer): void {
  const { status, retryAfterSeconds } = answer;
  if (status >= 200 && status < 300) return;
  const problem = problemOf(answer);
  const details = {
    detail: `The hub answered ${status}${problem.code === undefined ? '' : ` ${problem.code}`}: ${problem.detail ?? problem.title ?? 'no reason given'}`,
    extensions: { hubStatus: status, problem },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
  if (status === 401 || status === 403) throw new ConnectorError('connector.hub_denied', details);
  // 404 while the hub starts behind a proxy, 408, 425, 429 and every 5xx pass by themselves.
  if (status >= 500 || [404, 408, 425, 429].includes(status)) {
    throw new ConnectorError('connector.hub_unavailable', details);
  }
  throw new ConnectorError('connector.hub_refused_request', details);
}

/** One entry of the hub’s answer, before it is believed. */
interface ClaimedResult {
  readonly index?: unknown;
  readonly status?: unknown;
  readonly problem?: unknown;
}

function readResults(answer: HubAnswer, events: readonly { readonly eventId: string }[]): SendResult[] {
  const { results } = parseJson(answer.body) as { results?: unknown };
  const byIndex = new Map<unknown, ClaimedResult>();
  for (const result of Array.isArray(results) ? (results as (ClaimedResult | null)[]) : []) {
    byIndex.set(result?.index, result ?? {});
  }
  return events.map(({ eventId }, index): SendResult => {
    const result = byIndex.get(index);
    if (result?.status === 'accepted' || result?.status === 'duplicate')
      return { eventId, status: result.status };
    if (result?.status === 'refused')
      return { eventId, status: 'refused', problem: asProblem(result.problem) };
    // To take silence for consent would lose the event.
    throw new ConnectorError('connector.hub_unavailable', {
      detail: `The hub’s answer says nothing about event ${index} of ${events.length}.`,
    });
  });
}

function problemOf(answer: HubAnswer): HubProblem {
  return asProblem(parseJson(answer.body));
}

function asProblem(value: unknown): HubProblem {
  return typeof value === 'object' && value !== null ? (value as HubProblem) : {};
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}
