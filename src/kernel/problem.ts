import { InterlockError } from './errors.ts';

/** RFC 9457 problem document, with the stable `code` and the advice `fix` as extension members. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fix: string;
  readonly [extension: string]: unknown;
}

/** The problem document of an error. Anything unforeseen becomes `internal` and keeps its details to itself. */
export function toProblem(error: unknown): ProblemDocument {
  if (error instanceof InterlockError) {
    return {
      ...error.extensions,
      type: `/docs/errors#${error.code}`,
      title: error.title,
      status: error.status,
      code: error.code,
      detail: error.message,
      fix: error.fix,
    };
  }
  return {
    type: '/docs/errors#internal',
    title: 'Something went wrong inside the hub',
    status: 500,
    code: 'internal',
    detail: 'The hub met a condition it did not foresee. The request was not processed.',
    fix: 'Try again; if it stays, look up the request id in the hub’s log.',
  };
}
