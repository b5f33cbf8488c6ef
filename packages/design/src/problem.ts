/** An RFC 9457 problem document, as the hub and its platforms answer it. */
export interface Problem {
  /** 0 when there was no answer at all. */
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly fix: string;
}

/** An answer that is not a success, or none. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Whether an error is the answer with one of these codes. */
export function isProblem(error: unknown, ...codes: readonly string[]): error is ProblemError {
  return error instanceof ProblemError && codes.includes(error.problem.code);
}

/** The problem document that was answered; `otherwise` fills what it lacks, and stands for what is none. */
export function readProblem(status: number, text: string, otherwise: Problem): Problem {
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    if (typeof problem.code === 'string') return { ...otherwise, ...problem, status };
  } catch {
    // Not a problem document: something between this page and the server answered.
  }
  return { ...otherwise, status };
}

const retriesMax = 3;

/** Whether to ask again: what was refused will be refused again; only absence is worth waiting for. */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  return (
    failures < retriesMax &&
    error instanceof ProblemError &&
    (error.problem.status === 0 || error.problem.status >= 500)
  );
}
