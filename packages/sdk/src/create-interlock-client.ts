import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './generated/schema.ts';
import { readProblem } from './read-problem.ts';
import { retryRequests } from './retry-requests.ts';

/** One method per HTTP verb, typed by path: `client.POST('/api/integration/sync/event', { body })`. */
export type InterlockClient = Client<paths>;

export interface InterlockClientOptions {
  /** Address of the hub: `https://hub.example`. */
  readonly hubUrl: string;
  /** `ilk_…`; absent in the console, whose session is a cookie. */
  readonly serviceKey?: string;
  /** How often a request that may be repeated is sent at most; 1: never again. Four by default. */
  readonly attemptsMax?: number;
  /** A longer Retry-After, in seconds, is not waited for. Thirty by default. */
  readonly waitSecondsMax?: number;
  /** Makes one request instead of the platform’s `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/**
 * Makes a typed client of the hub. Its methods resolve with `data` on success.
 *
 * @throws InterlockProblem (from every method) when the hub answers with an error
 */
export function createInterlockClient(options: InterlockClientOptions): InterlockClient {
  const { hubUrl, serviceKey, attemptsMax = 4, waitSecondsMax = 30 } = options;
  const client = createClient<paths>({
    baseUrl: hubUrl.replace(/\/+$/, ''),
    fetch: retryRequests({
      attemptsMax,
      waitSecondsMax,
      fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    }),
    ...(serviceKey === undefined ? {} : { headers: { authorization: `Bearer ${serviceKey}` } }),
  });
  client.use({
    async onResponse({ response }) {
      if (!response.ok) throw await readProblem(response);
    },
  });
  return client;
}
