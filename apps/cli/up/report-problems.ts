import type { Clock } from '#kernel/time';
import type { Terminal } from '../terminal/open-terminal.ts';

/** Pino’s numbers; a child may also write the names. */
const levels: Readonly<Record<string, number>> = { warn: 40, error: 50, fatal: 60 };
const warn = 40;
const error = 50;
const silenceMs = 10_000;

/**
 * Shows what the children’s logs say of warnings and errors, and leaves everything else to the log files.
 * The same words of the same child are shown once in ten seconds, however often they are said.
 *
 * @returns a listener for one line of one child
 */
export function reportProblems(
  terminal: Terminal,
  clock: Clock,
): (name: string, line: string, stream: 'stdout' | 'stderr') => void {
  const shownAt = new Map<string, number>();
  return (name, line, stream) => {
    const problem = readProblem(line, stream);
    if (problem === undefined) return;
    const key = `${name} ${problem.text}`;
    const now = clock.monotonic();
    for (const [known, at] of shownAt) if (now - at > silenceMs) shownAt.delete(known);
    if (shownAt.has(key)) return;
    shownAt.set(key, now);
    const style = problem.level >= error ? 'red' : 'yellow';
    terminal.note(`${terminal.style(style, problem.level >= error ? '✗' : '!')} ${name}: ${problem.text}`);
  };
}

/** Children log JSON lines with pino’s levels; the database and crashing programs write plain text. */
function readProblem(line: string, stream: 'stdout' | 'stderr'): { level: number; text: string } | undefined {
  if (line.startsWith('{')) {
    try {
      const {
        level: written,
        msg,
        err,
      } = JSON.parse(line) as {
        level?: number | string;
        msg?: string;
        err?: { message?: string };
      };
      const level = typeof written === 'number' ? written : (levels[written ?? ''] ?? 0);
      if (level < warn) return undefined;
      const cause = err?.message === undefined || err.message === msg ? '' : ` (${err.message})`;
      return { level, text: `${msg ?? 'an error without words'}${cause}` };
    } catch {
      return undefined;
    }
  }
  if (stream === 'stdout' || /^\s|^Node\.js v/.test(line) || line === '') return undefined;
  return { level: error, text: line };
}
