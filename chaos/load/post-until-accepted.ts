import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '#kernel/random';
import type { DurationMs } from '#kernel/time';
import type { Ledger } from './ledger.ts';

export interface Post {
  /** Where to try; another one after every failure. */
  readonly urls: readonly string[];
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Poster {
  readonly ledger: Ledger;
  readonly random: Random;
  /** Gives up; what was not answered then was never promised. */
  readonly signal: AbortSignal;
}

const timeoutMs: DurationMs = 2_500;
const retryMsMax: DurationMs = 300;
// Nobody’s fault but the moment’s.
const passing = new Set([404, 408, 425, 429]);

/**
 * Posts the same thing until it is answered with success, as a careful client does: whether a request that was not
 * answered took effect is unknown, so it is sent again, unchanged, elsewhere.
 *
 * @returns the answer; `undefined` when it was refused for good, which the ledger notes as a surprise
 * @throws when the signal is aborted
 */
export async function postUntilAccepted(poster: Poster, post: Post): Promise<unknown> {
  const { ledger, random, signal } = poster;
  const body = JSON.stringify(post.body);
  const first = Math.floor(random() * post.urls.length);
  for (let attempt = 0; ; attempt += 1) {
    signal.throwIfAborted();
    const url = `${post.urls[(first + attempt) % post.urls.length]}${post.path}`;
    const answer = await tryOnce(url, post, body);
    if (answer?.ok === true) return answer.body;
    if (answer !== undefined && answer.status < 500 && !passing.has(answer.status)) {
      ledger.surprises.push(`${post.path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return undefined;
    }
    ledger.repetitions += 1;
    await pause(random() * retryMsMax, undefined, { signal });
  }
}

async function tryOnce(
  url: string,
  { headers }: Post,
  body: string,
): Promise<{ ok: boolean; status: number; body: unknown } | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { ok: response.ok, status: response.status, body: await response.json() };
  } catch {
    return undefined;
  }
}
