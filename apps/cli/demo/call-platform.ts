import { InterlockError } from '#kernel/errors';
import { sleep, type Clock } from '#kernel/time';
import { cliErrors } from '../errors.ts';
import { problemError } from '../hub/problem-error.ts';

/** A platform’s HTTP interface. */
export interface PlatformClient {
  /** `undefined` for 404. */
  get<Body>(path: string): Promise<Body | undefined>;
  post<Body>(path: string, body: unknown): Promise<Body>;
  /** The lines of an NDJSON answer, as they arrive. Tried once: what was yielded cannot be taken back. */
  lines<Line>(path: string): AsyncGenerator<Line>;
}

const timeoutMs = 60_000;
const retryDelayMs = 250;
const patienceMs = 60_000;

/**
 * Opens a client that outlasts restarts of the platform: what could not be delivered, or was answered with 5xx, is
 * tried again for a minute. Requests must therefore mean the same when they arrive twice.
 *
 * @param houseKey what platforms ask of the house’s own systems; absent: it is asked without
 * @throws the platform’s problem, or `cli.platform_unreachable`
 */
export function openPlatform(clock: Clock, name: string, url: string, houseKey?: string): PlatformClient {
  const credentials: Record<string, string> =
    houseKey === undefined ? {} : { authorization: `Bearer ${houseKey}` };
  const unreachable = (detail: string, cause?: unknown): Error =>
    cliErrors('cli.platform_unreachable', { detail, cause });

  async function once(path: string, init: RequestInit): Promise<Answer> {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(new URL(path, url), { ...init, signal });
    return { status: response.status, text: await response.text() };
  }

  async function persist(path: string, init: RequestInit): Promise<Answer> {
    const deadline = clock.monotonic() + patienceMs;
    for (;;) {
      const outcome = await once(path, init).catch((error: unknown) => ({ error }));
      if (!('error' in outcome) && outcome.status < 500) return outcome;
      if (clock.monotonic() >= deadline) {
        if ('error' in outcome) throw unreachable(`${name} does not answer at ${url}.`, outcome.error);
        throw problemError(outcome.status, outcome.text, `${name} ${path}`);
      }
      await sleep(clock, retryDelayMs);
    }
  }

  return {
    async get<Body>(path: string) {
      const { status, text } = await persist(path, { headers: credentials });
      if (status === 404) return undefined;
      if (status >= 400) throw problemError(status, text, `${name} ${path}`);
      return JSON.parse(text) as Body;
    },
    async post<Body>(path: string, body: unknown) {
      const headers = { ...credentials, 'content-type': 'application/json' };
      const { status, text } = await persist(path, { method: 'POST', headers, body: JSON.stringify(body) });
      if (status >= 400) throw problemError(status, text, `${name} ${path}`);
      return JSON.parse(text) as Body;
    },
    async *lines<Line>(path: string) {
      try {
        const response = await fetch(new URL(path, url), { headers: credentials });
        if (!response.ok || response.body === null) throw unreachable(`${name} answered ${response.status}.`);
        yield* parseLines<Line>(response.body);
      } catch (error) {
        throw error instanceof InterlockError ? error : unreachable(`${name} broke off its answer.`, error);
      }
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function* parseLines<Line>(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) if (line !== '') yield JSON.parse(line) as Line;
  }
  if (rest !== '') yield JSON.parse(rest) as Line;
}
