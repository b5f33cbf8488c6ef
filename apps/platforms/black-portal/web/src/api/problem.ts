/** An RFC 9457 problem document, as hub and portal answer it. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly fix: string;
}

/** An answer that is not a success. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Whether an error is the answer with this code. */
export function isProblem(error: unknown, ...codes: readonly string[]): error is ProblemError {
  return error instanceof ProblemError && codes.includes(error.problem.code);
}

export const unreachable: Problem = {
  status: 0,
  code: 'pages.unreachable',
  title: 'The portal does not answer',
  detail: 'No answer came. The portal may be restarting, or your connection is down.',
  fix: 'Try again in a moment.',
};

export function readProblem(status: number, text: string): Problem {
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    if (typeof problem.code === 'string') return { ...unreachable, ...problem, status };
  } catch {
    // Not a problem document: something between this page and the portal answered.
  }
  return { ...unreachable, status, code: 'pages.unexpected_answer', title: `Answer ${status}` };
}
