import { InterlockError } from '#kernel/errors';
import type { ProblemDocument } from '#kernel/problem';
import { cliErrors } from '../errors.ts';

const known = new Set(['type', 'title', 'status', 'code', 'detail', 'fix']);

/**
 * The error that an answer tells of: the problem document’s own, with its stable code, or
 * `cli.answer_unreadable` when something other than a hub or platform answered.
 */
export function problemError(status: number, body: string, address: string): InterlockError {
  const problem = parseProblem(body);
  if (problem === undefined) {
    return cliErrors('cli.answer_unreadable', {
      detail: `${address} answered ${status}: ${body.slice(0, 200) || 'nothing'}`,
    });
  }
  const extensions = Object.fromEntries(Object.entries(problem).filter(([name]) => !known.has(name)));
  return new InterlockError(
    problem.code,
    { status, title: problem.title, fix: problem.fix ?? 'Read the detail.' },
    { detail: problem.detail ?? problem.title, extensions },
  );
}

type PartialProblem = Pick<ProblemDocument, 'code' | 'title'> & Partial<ProblemDocument>;

function parseProblem(body: string): PartialProblem | undefined {
  try {
    const problem = JSON.parse(body) as Partial<ProblemDocument>;
    return typeof problem.code === 'string' && typeof problem.title === 'string'
      ? { ...problem, code: problem.code, title: problem.title }
      : undefined;
  } catch {
    return undefined;
  }
}
