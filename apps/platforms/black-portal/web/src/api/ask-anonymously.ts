import { ProblemError } from '@interlock/design';
import { learnTime } from '../device/server-clock.ts';
import { readRefusal, unreachable } from './unanswered.ts';

export interface AnonymousRequest {
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
  /** Says what somebody may, and not who they are. */
  readonly token?: string;
}

/**
 * Asks without saying who asks: no cookie, no proof of the device. Beside an anonymous proof either would tell whose
 * proof it is.
 *
 * @throws {ProblemError} for every answer that is not a success, and when there is none
 */
export async function askAnonymously<Answer>(
  path: string,
  { method = 'GET', body, token }: AnonymousRequest = {},
): Promise<Answer> {
  const response = await fetch(path, {
    method,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: {
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ProblemError(unreachable);
  });
  learnTime(response.headers);
  const text = await response.text();
  if (!response.ok) throw new ProblemError(readRefusal(response.status, text));
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}
