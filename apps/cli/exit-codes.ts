import { InterlockError } from '#kernel/errors';

/** Exit codes of the command line. */
export const exitCodes = {
  ok: 0,
  failure: 1,
  usage: 2,
  unreachable: 3,
  refused: 4,
  interrupted: 130,
} as const;

/** The exit code that tells a script what kind of failure it met. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof InterlockError)) return exitCodes.failure;
  if (error.code === 'cli.bad_argument') return exitCodes.usage;
  if (error.status === 503) return exitCodes.unreachable;
  return error.status === 401 || error.status === 403 ? exitCodes.refused : exitCodes.failure;
}
