import { ProblemError, readProblem, type Problem } from '@interlock/design';

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Calls the hub with the session’s cookie and reads JSON.
 *
 * @throws {ProblemError} for every answer that is not a success, and when the hub cannot be reached
 */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const { method = 'GET', body, signal } = options;
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ProblemError(unreachable);
  });
  const text = await response.text();
  if (!response.ok) throw new ProblemError(readRefusal(response.status, text));
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/** A path with the parameters that have a value. */
export function withQuery(
  path: string,
  parameters: Readonly<Record<string, string | number | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

const unreachable: Problem = {
  status: 0,
  code: 'console.hub_unreachable',
  title: 'The hub does not answer',
  detail: 'The hub did not answer. It may be restarting, or your connection is down.',
  fix: 'This page tries again by itself.',
};

/** What an answer that is not a success says; a proxy between us and the hub may have given it. */
const readRefusal = (status: number, text: string): Problem =>
  readProblem(status, text, {
    status,
    code: 'console.unexpected_answer',
    title: `Answer ${status}`,
    detail: `Something between this page and the hub answered with status ${status}.`,
    fix: 'Try again; if it stays, look at the hub’s log and at what stands before it.',
  });
