import { InvalidArgumentError, type Command } from 'commander';
import type { CliContext } from '../context.ts';
import { cliErrors } from '../errors.ts';
import { runDemo, type DemoOptions, type DemoOutcome } from '../demo/run-demo.ts';
import { readState } from '../home/state-file.ts';
import { openHub } from '../hub/open-hub.ts';
import { durationOption, parseCount } from '../options.ts';
import { action } from '../run-command.ts';
import { formatCount } from '../terminal/format-time.ts';
import { openSystem } from '../up/open-system.ts';
import { stopOnSignal } from '../up/stop-on-signal.ts';

interface Options {
  readonly members: number;
  readonly days?: number;
  readonly speed: number;
  readonly activity: number;
  readonly seed: number;
  readonly drainTimeout: number;
}

const differencesShown = 20;

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description(
      'onboard members, replay a year of NIFTY prices as their trades, compare the platforms’ books',
    )
    .option('-m, --members <count>', 'how many people join', parseCount, 1_000)
    .option('-d, --days <count>', 'only the last so many trading days (default: the year)', parseCount)
    .option('-s, --speed <days>', 'trading days per second, or "max"', parseSpeed, 5)
    .option('-a, --activity <share>', 'share of the members who trade on a day, 0 to 1', parseShare, 0.25)
    .option('--seed <number>', 'the same seed makes the same trades', parseCount, 1)
    .addOption(
      durationOption('--drain-timeout <time>', 'how long events may be on their way at the end', '2m'),
    )
    .action(
      action<Options>(async (context, options) => {
        const demo: DemoOptions = {
          ...options,
          days: options.days ?? null,
          daysPerSecond: options.speed,
          drainTimeoutMs: options.drainTimeout,
        };
        if (await isRunning(context)) return report(context, await play(context, demo));
        context.terminal.note(
          'Interlock is not running; it is started for the demonstration and stopped after it.',
        );
        const system = openSystem(context, { platforms: true, watch: false });
        const interruption = stopOnSignal(context, system);
        try {
          await system.start();
          report(context, await play(context, demo));
        } catch (error) {
          if (!interruption.requested()) throw error;
        } finally {
          if (interruption.requested()) await interruption.stopped;
          else await system.stop();
        }
      }),
    );
}

/** A hub that somebody names is used, whether it answers or not. */
async function isRunning({ environment, folder }: CliContext): Promise<boolean> {
  return environment['INTERLOCK_URL'] !== undefined || (await readState(folder)) !== undefined;
}

const play = async (context: CliContext, options: DemoOptions): Promise<DemoOutcome> =>
  runDemo(context, await openHub(context), options);

/** @throws `cli.reconciliation_differs` */
function report({ terminal }: CliContext, outcome: DemoOutcome): void {
  const { filled, refused, days, reconciliation, runId } = outcome;
  const { people, executions, differences } = reconciliation;
  const shown = differences.slice(0, differencesShown);
  terminal.printJson({
    runId,
    days,
    filled,
    refused: Object.fromEntries(refused),
    reconciliation: { people, executions, differences: differences.length, first: shown },
  });
  for (const [code, count] of refused) {
    terminal.print(
      terminal.style('dim', `  ${formatCount(count)} orders were refused: ${code.replaceAll('_', ' ')}`),
    );
  }
  if (differences.length === 0) {
    terminal.print(
      `${terminal.style('green', '✓')} ${formatCount(executions)} executions of ${formatCount(people)} members are in the portfolio and in the butler’s context: all of them, in order, exactly once.`,
    );
    return;
  }
  terminal.printTable(shown, [
    { title: 'BOOK', value: ({ book }) => book },
    { title: 'DIFFERENCE', value: ({ kind }) => kind.replaceAll('_', ' ') },
    { title: 'MEMBER', value: ({ userId }) => userId },
    { title: 'EXECUTION', value: ({ executionId }) => executionId },
  ]);
  throw cliErrors('cli.reconciliation_differs', {
    detail: `${formatCount(differences.length)} differences in ${formatCount(executions)} executions${differences.length > shown.length ? `; the first ${shown.length} are listed` : ''}.`,
  });
}

function parseSpeed(text: string): number {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new InvalidArgumentError('It must be a positive number of trading days per second, or max.');
}

function parseShare(text: string): number {
  const share = Number(text);
  if (share > 0 && share <= 1) return share;
  throw new InvalidArgumentError('It must be a number above 0, up to 1.');
}
