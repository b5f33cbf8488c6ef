import type { ProcessExit, SupervisionEvent } from '#infra/process';
import { formatDuration } from '../terminal/format-time.ts';
import type { Terminal } from '../terminal/open-terminal.ts';

/** Tells people what happens to a child after it was ready for the first time. */
export function tellSupervision(
  terminal: Terminal,
  name: string,
  event: SupervisionEvent,
  logFile: string,
): void {
  if (event.kind === 'ended' && event.restartInMs !== null) {
    const again = `starting it again in ${formatDuration(event.restartInMs)}`;
    terminal.note(`${terminal.style('yellow', '!')} ${name} ${describeEnd(event.exit)}; ${again}`);
  }
  if (event.kind === 'crash_loop') {
    terminal.note(
      `${terminal.style('red', '✗')} ${name} ended ${event.exits} times in a row. Its last words:`,
    );
    for (const line of event.exit.lastLines.slice(-5)) terminal.note(`    ${line}`);
    terminal.note(`  ${terminal.style('cyan', '→')} All of it is in ${logFile}.`);
  }
  if (event.kind === 'ready') {
    terminal.note(`${terminal.style('green', '✓')} ${name} is back after ${formatDuration(event.afterMs)}`);
  }
}

function describeEnd({ code, signal, ranMs }: ProcessExit): string {
  const how = signal === null ? `ended with code ${code}` : `was killed by ${signal}`;
  return `${how} after ${formatDuration(ranMs)}`;
}
