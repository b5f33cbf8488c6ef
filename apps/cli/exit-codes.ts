import { InterlockError } from '#kernel/errors';

/** Exit codes of the command line. */
export const exitCodes = {
  ok: 0,
  failure: 1,
  usage: 2,
  unreachable: 3,
  refused: 4,
  tampered: 5,
  older: 6,
  interrupted: 130,
} as const;

/** What each exit code says, for the reference. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  ok: 'It worked',
  failure: 'It did not work; the error says why',
  usage: 'The arguments make no sense',
  unreachable: 'The hub, its database or a platform cannot be reached; the same command may work later',
  refused: 'The key is missing, unknown, or may not do this',
  tampered: 'The audit log was manipulated, or what came is not what the key signed',
  older: 'The audit log is intact, but older than the head that it was compared with',
  interrupted: 'Ctrl-C',
};

/** The exit code that tells a script what kind of failure it met. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof InterlockError)) return exitCodes.failure;
  if (error.code === 'cli.bad_argument') return exitCodes.usage;
  if (error.status === 503) return exitCodes.unreachable;
  return error.status === 401 || error.status === 403 ? exitCodes.refused : exitCodes.failure;
}
