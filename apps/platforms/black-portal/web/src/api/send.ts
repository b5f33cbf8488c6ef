import { ProblemError } from '@interlock/design';
import { deviceKey } from '../device/device-key.ts';
import { prove } from '../device/prove.ts';
import { learnTime } from '../device/server-clock.ts';
import { readRefusal, unreachable } from './unanswered.ts';

export interface Sending {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Sent as `Authorization: DPoP …`, bound to this device’s key. */
  readonly accessToken?: string;
}

/** Proofs are refused with these codes when the device’s clock is wrong. */
const clockCodes = new Set(['identity.device_proof_refused', 'connector.dpop_outside_window']);

/**
 * Sends a request that this device’s key signs, with the session’s cookie, and reads JSON. A proof that is refused while
 * the device’s clock turns out to be wrong is made once more, by the server’s time.
 *
 * @throws {ProblemError} for every answer that is not a success, and when there is none
 */
export async function send<Answer>(path: string, sending: Sending = {}): Promise<Answer> {
  const first = await attempt(path, sending);
  if (first.ok) return first.answer as Answer;
  if (!(first.clockWasWrong && clockCodes.has(first.problem.code))) throw new ProblemError(first.problem);
  const second = await attempt(path, sending);
  if (second.ok) return second.answer as Answer;
  throw new ProblemError(second.problem);
}

type Attempt =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly problem: ProblemError['problem']; readonly clockWasWrong: boolean };

async function attempt(
  path: string,
  { method = 'GET', body, signal, accessToken }: Sending,
): Promise<Attempt> {
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      dpop: await prove(await deviceKey(), method, path, accessToken),
      ...(accessToken === undefined ? {} : { authorization: `DPoP ${accessToken}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    cache: 'no-store',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ProblemError(unreachable);
  });
  const clockWasWrong = learnTime(response.headers);
  const text = await response.text();
  if (!response.ok) return { ok: false, problem: readRefusal(response.status, text), clockWasWrong };
  return { ok: true, answer: text === '' ? undefined : JSON.parse(text) };
}
