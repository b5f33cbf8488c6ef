import { readRetryAfter } from './read-retry-after.ts';

export interface RetryOptions {
  /** How often a request is sent at most, the first time included. */
  readonly attemptsMax: number;
  /** A longer Retry-After, in seconds, is not waited for. */
  readonly waitSecondsMax: number;
  /** Makes one request; the platform’s `fetch`, or one’s own. */
  readonly fetch: (request: Request) => Promise<Response>;
}

const idempotentMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
// Events carry their own id: the hub takes each once, however often it is sent.
const idempotentPosts = /\/api\/integration\/sync\/events?$/;
const retryableStatuses = new Set([429, 503]);
const delayMsBase = 200;

/**
 * Makes a `fetch` that tries again what may safely be sent twice: after 429 and 503, and when no answer
 * came at all. Waits as long as Retry-After says; otherwise ever longer, by chance, so that many clients do
 * not come back at the same moment.
 */
export function retryRequests(options: RetryOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const attemptsMax = isIdempotent(request) ? options.attemptsMax : 1;
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt >= attemptsMax;
      // A request can be sent once; its copy is kept for the next attempt.
      const outcome = await attemptOnce(options, isLast ? request : request.clone());
      if (isLast || request.signal.aborted) return outcome.take();
      const delayMs = outcome.delayMs(attempt);
      if (delayMs === undefined || delayMs > options.waitSecondsMax * 1000) return outcome.take();
      await outcome.discard();
      await wait(delayMs, request.signal);
    }
  };
}

function isIdempotent({ method, url }: Request): boolean {
  return idempotentMethods.has(method) || (method === 'POST' && idempotentPosts.test(new URL(url).pathname));
}

interface Outcome {
  /** The answer, or the failure thrown. */
  take(): Response;
  /** Milliseconds to wait before the next attempt; `undefined`: the answer stands. */
  delayMs(attempt: number): number | undefined;
  /** Frees the connection of an answer that nobody will read. */
  discard(): Promise<void>;
}

async function attemptOnce({ fetch }: RetryOptions, request: Request): Promise<Outcome> {
  try {
    const response = await fetch(request);
    return {
      take: () => response,
      delayMs(attempt) {
        if (!retryableStatuses.has(response.status)) return undefined;
        const seconds = readRetryAfter(response);
        return seconds === undefined ? backoffMs(attempt) : seconds * 1000;
      },
      discard: async () => response.body?.cancel(),
    };
  } catch (error) {
    return {
      take() {
        throw error;
      },
      delayMs: backoffMs,
      discard: async () => {},
    };
  }
}

// Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
function backoffMs(attempt: number): number {
  return Math.random() * delayMsBase * 2 ** attempt;
}

function wait(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
