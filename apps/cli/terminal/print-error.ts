import { InterlockError } from '#kernel/errors';
import { toProblem } from '#kernel/problem';
import type { Terminal } from './open-terminal.ts';

/** Tells people what went wrong, why, and what to do; scripts get the problem document. Both on standard error. */
export function printError(terminal: Terminal, error: unknown): void {
  if (!(error instanceof InterlockError)) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.note(terminal.json ? JSON.stringify({ code: 'internal', title: trace }) : trace);
    return;
  }
  if (terminal.json) {
    terminal.note(JSON.stringify(toProblem(error)));
    return;
  }
  terminal.note(`${terminal.style('red', '✗')} ${error.title} ${terminal.style('dim', `(${error.code})`)}`);
  if (error.message !== error.title) terminal.note(`  ${error.message}`);
  terminal.note(`  ${terminal.style('cyan', '→')} ${error.fix}`);
}
