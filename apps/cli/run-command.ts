import type { Command } from 'commander';
import { createContext, type CliContext } from './context.ts';
import { exitCodeOf } from './exit-codes.ts';
import { openTerminal } from './terminal/open-terminal.ts';
import { printError } from './terminal/print-error.ts';

/**
 * Makes the action of a command: gives it its context, and turns what it throws into words and an exit code.
 *
 * @param work gets the context, the arguments in order, and the options
 */
export function action<Options extends object>(
  work: (context: CliContext, options: Options, ...values: string[]) => Promise<void>,
): (...input: unknown[]) => Promise<void> {
  return async (...input) => {
    // Commander gives the arguments, then the options, then the command.
    const command = input.at(-1) as Command;
    const options = command.optsWithGlobals<Options & { json?: boolean }>();
    const values = input.slice(0, -2) as string[];
    const json = options.json === true;
    try {
      await work(createContext(process.env, json), options, ...values);
    } catch (error) {
      printError(openTerminal(json), error);
      process.exitCode = exitCodeOf(error);
    }
  };
}
