import { randomUUID } from 'node:crypto';
import { decodeSecret } from '../signature/decode-secret.ts';
import { signMessage } from '../signature/sign-message.ts';
import { Shortcoming } from './shortcoming.ts';

export interface EndpointAnswer {
  readonly status: number;
  readonly body: string;
  /** Milliseconds until the whole answer was there. */
  readonly durationMs: number;
}

/** How a request departs from a properly signed one. */
export interface Forgery {
  /** Seconds added to the time of signing. */
  readonly ageSeconds?: number;
  /** Signs with this secret instead. */
  readonly secret?: string;
  /** Sends this body under the signature of the other. */
  readonly sentBody?: string;
  /** Changes the headers after signing; a header set to `undefined` is left out. */
  readonly headers?: (signed: SignatureHeaders) => Readonly<Record<string, string | undefined>>;
}

export interface SignatureHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

export interface Endpoint {
  /** The id that batches carry; set once it is known. */
  platform: string | undefined;
  get(path: string): Promise<EndpointAnswer>;
  /** @throws Shortcoming when no answer comes in time */
  post(path: string, body: string, forgery?: Forgery): Promise<EndpointAnswer>;
}

export const eventsPath = '/interlock/events';
export const profilesPath = '/interlock/profiles';
export const digestPath = '/interlock/profiles/digest';

/** Talks to an endpoint as the hub does, and, when asked to, as somebody worse. */
export function openEndpoint(options: {
  readonly url: string;
  readonly secret: string;
  readonly platform: string | undefined;
  readonly timeoutMs: number;
}): Endpoint {
  const base = options.url.replace(/\/+$/, '');
  const send = (path: string, init: RequestInit): Promise<EndpointAnswer> =>
    request(`${base}${path}`, init, options.timeoutMs);
  return {
    platform: options.platform,
    get: (path) => send(path, { method: 'GET' }),
    post(path, body, forgery = {}) {
      const signed = sign(body, forgery.secret ?? options.secret, forgery.ageSeconds ?? 0);
      const headers = Object.entries({ ...signed, ...forgery.headers?.(signed) });
      return send(path, {
        method: 'POST',
        headers: [
          ['content-type', 'application/json'],
          ...headers.filter((entry): entry is [string, string] => entry[1] !== undefined),
        ],
        body: forgery.sentBody ?? body,
      });
    },
  };
}

function sign(body: string, secret: string, ageSeconds: number): SignatureHeaders {
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signMessage(decodeSecret(secret), { id, timestamp, body }),
  };
}

async function request(url: string, init: RequestInit, timeoutMs: number): Promise<EndpointAnswer> {
  const startedAt = performance.now();
  try {
    const response = await fetch(url, {
      ...init,
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual',
    });
    const body = await response.text();
    return { status: response.status, body, durationMs: performance.now() - startedAt };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    throw new Shortcoming(
      timedOut ? `No answer within ${timeoutMs} ms.` : `The connection failed${cause}.`,
      timedOut
        ? 'Answer within the hub’s timeout; do slow work after the answer, from your own tables.'
        : 'Is the platform running, and is the address right? Answer every request, also a bad one.',
    );
  }
}
