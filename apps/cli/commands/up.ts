import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { action } from '../run-command.ts';
import { formatDuration } from '../terminal/format-time.ts';
import { printError } from '../terminal/print-error.ts';
import { openSystem } from '../up/open-system.ts';
import type { RunningSystem } from '../up/start-system.ts';
import { stopOnSignal } from '../up/stop-on-signal.ts';
import type { SystemOptions } from '../up/system-parts.ts';

export function addUp(program: Command): void {
  program
    .command('up')
    .description('start everything: database, hub, reference platforms, console')
    .option('--watch', 'restart what changes, for development')
    .option('--no-platforms', 'without the reference platforms')
    .action(
      action<Partial<SystemOptions>>(async (context, { platforms = true, watch = false }) => {
        context.terminal.note(context.terminal.style('dim', 'Starting…'));
        const system = openSystem(context, { platforms, watch });
        const interruption = stopOnSignal(context, system);
        try {
          const running = await system.start();
          announce(context, running);
          void reportPages(context, running);
        } catch (error) {
          if (!interruption.requested()) {
            await system.stop();
            throw error;
          }
        }
        await interruption.stopped;
        context.terminal.note('Everything has stopped.');
      }),
    );
}

function announce({ terminal, folder }: CliContext, running: RunningSystem): void {
  const { publicUrl, hubUrl, signInUrl, platforms, phases } = running;
  terminal.printJson({
    hubUrl,
    publicUrl,
    signInUrl,
    platforms: Object.fromEntries(platforms.map(({ platform, url }) => [platform.id, url])),
    readyAfterMs: Math.round(phases.elapsedMs()),
    phasesMs: Object.fromEntries(
      phases.durations.map(({ name, durationMs }) => [name, Math.round(durationMs)]),
    ),
  });
  const parts = phases.durations
    .map(({ name, durationMs }) => `${name} ${formatDuration(durationMs)}`)
    .join(', ');
  const row = (title: string, text: string): void => terminal.print(`  ${title.padEnd(18)} ${text}`);
  terminal.print(
    `${terminal.style('green', '✓')} ${terminal.style('bold', 'Interlock is ready')} after ${formatDuration(phases.elapsedMs())} ${terminal.style('dim', `(${parts})`)}`,
  );
  terminal.print();
  row('Console', terminal.style('cyan', signInUrl));
  row(
    '',
    terminal.style('dim', 'signs you in, once, within 15 minutes; `npx interlock sign-in` makes another'),
  );
  row('API', `${publicUrl}/docs`);
  for (const { platform, url } of platforms) row(platform.displayName, url);
  row('Data and logs', folder.root);
  terminal.print();
  if (platforms.length > 0) {
    terminal.print(
      '  In another terminal, `npm run demo` lets a thousand members trade a year of NIFTY prices.',
    );
  }
  terminal.print('  Ctrl-C stops everything.\n');
}

async function reportPages({ terminal }: CliContext, { pagesReady, phases }: RunningSystem): Promise<void> {
  try {
    const built = await pagesReady;
    if (built.length > 0) {
      const when = formatDuration(phases.elapsedMs());
      terminal.note(
        terminal.style('dim', `Built from their sources (${when} after the start): ${built.join(', ')}.`),
      );
    }
  } catch (error) {
    printError(terminal, error);
  }
}
