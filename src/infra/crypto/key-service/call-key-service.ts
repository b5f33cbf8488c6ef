import { cryptoErrors } from '../errors.ts';
import { sleep, type Clock } from '#kernel/time';

export interface KeyServiceRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface KeyServiceAnswer {
  readonly status: number;
  /** The JSON of the answer; an empty object when it is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

const answerTimeoutMs = 5_000;
const pausesMs = [100, 400];

/**
 * Asks a key service over HTTP, up to three times while it is away, overloaded or breaks off.
 *
 * @param build makes the request anew for every attempt: a signature carries the time
 * @param isBusy whether an answer below 500 means to come again later
 * @throws `crypto.key_service_unavailable`
 */
export async function callKeyService(
  clock: Clock,
  build: () => Promise<KeyServiceRequest>,
  isBusy: (answer: KeyServiceAnswer) => boolean = ({ status }) => status === 429,
): Promise<KeyServiceAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await send(await build()).catch((error: unknown) => ({ error }));
    if (!('error' in outcome) && outcome.status < 500 && !isBusy(outcome)) return outcome;
    const pauseMs = pausesMs[attempt];
    if (pauseMs === undefined) throw unavailable(outcome);
    await sleep(clock, pauseMs);
  }
}

async function send({ url, ...request }: KeyServiceRequest): Promise<KeyServiceAnswer> {
  // A redirect would carry the credentials elsewhere.
  const response = await fetch(url, {
    ...request,
    redirect: 'error',
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  const text = await response.text();
  return { status: response.status, body: parseObject(text) };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function unavailable(outcome: KeyServiceAnswer | { readonly error: unknown }): Error {
  if ('error' in outcome) {
    return cryptoErrors('crypto.key_service_unavailable', { cause: outcome.error, retryAfterSeconds: 1 });
  }
  return cryptoErrors('crypto.key_service_unavailable', {
    detail: `The key service answers ${outcome.status}.`,
    retryAfterSeconds: 1,
  });
}
