import type { Command } from 'commander';
import { InterlockError } from '#kernel/errors';
import { cliErrors } from '../errors.ts';
import { openTerminal } from './open-terminal.ts';
import { printError } from './print-error.ts';

/** Lets a command and those below it tell of mistakes in their arguments as of any other error. */
export function explainMistakes(command: Command, path: string = command.name()): void {
  command.configureOutput({
    outputError(text) {
      const json = process.argv.includes('--json');
      printError(openTerminal(json), mistake(text, path));
    },
  });
  for (const part of command.commands) explainMistakes(part, `${path} ${part.name()}`);
}

/** @param text commander’s words: `error: unknown option '--nope'`, with a guess on a line of its own */
function mistake(text: string, path: string): InterlockError {
  const [what = '', guess] = text.trim().split('\n');
  const sentence = what.replace(/^error: (.)/, (_match, first: string) => first.toUpperCase());
  const { status, title } = cliErrors.catalogue['cli.bad_argument'];
  const detail = `${sentence.replace(/\.?$/, '.')}${guess === undefined ? '' : ` ${guess.replace(/^\((.*)\)$/, '$1')}`}`;
  return new InterlockError(
    'cli.bad_argument',
    { status, title, fix: `\`npx ${path} --help\` shows how.` },
    { detail },
  );
}
