import type { CliContext } from '../context.ts';
import { cliErrors } from '../errors.ts';
import type { SentEvents } from '../hub/admin-contract.ts';
import { openHub } from '../hub/open-hub.ts';
import { parseJson, readInput, splitLines } from '../input/read-input.ts';
import { formatCount } from '../terminal/format-time.ts';
import { openProgress } from '../terminal/open-progress.ts';

const eventsPerRequest = 1_000;
const refusalsShown = 20;

/**
 * Sends the events of a file, in order. Those the hub refuses are listed by their place, from 1; all others are taken.
 *
 * @param file a JSON array, or one event a line; `-` is standard input
 * @throws `cli.bad_argument` before anything is sent, when it is not all JSON
 */
export async function sendEvents(context: CliContext, file: string): Promise<void> {
  const events = parseEvents(await readInput(file), file);
  const hub = await openHub(context);
  const { terminal, clock } = context;
  const total: SentEvents = { accepted: 0, duplicates: 0, refused: 0, results: [] };
  const progress = openProgress(terminal, clock, { title: 'Sending', total: events.length, unit: 'events' });
  for (let start = 0; start < events.length; start += eventsPerRequest) {
    const lines = events.slice(start, start + eventsPerRequest);
    const answer = await hub.call<SentEvents>('POST', '/api/integration/sync/events', { lines });
    total.accepted += answer.accepted;
    total.duplicates += answer.duplicates;
    total.refused += answer.refused;
    total.results.push(...answer.results.map((result) => ({ ...result, index: start + result.index })));
    progress.update(total.results.length);
  }
  progress.finish();
  report(context, total);
  if (total.refused > 0) process.exitCode = 1;
}

function parseEvents(content: string, file: string): unknown[] {
  const whole = parseWhole(content);
  const events =
    whole ??
    splitLines(content).map((line, index) => parseJson(line, `Line ${formatCount(index + 1)} of ${file}`));
  if (events.length === 0) throw cliErrors('cli.bad_argument', { detail: `${file} holds no event.` });
  return events;
}

/** The events of an array, or a single one; `undefined` for anything else, such as lines. */
function parseWhole(content: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return Array.isArray(value) ? (value as unknown[]) : [value];
  } catch {
    return undefined;
  }
}

function report({ terminal }: CliContext, { accepted, duplicates, refused, results }: SentEvents): void {
  terminal.printJson({ accepted, duplicates, refused, results });
  const parts = [
    `${terminal.style('green', '✓')} ${formatCount(accepted)} accepted`,
    ...(duplicates > 0 ? [`${formatCount(duplicates)} accepted before`] : []),
    ...(refused > 0 ? [terminal.style('red', `${formatCount(refused)} refused`)] : []),
  ];
  terminal.print(parts.join(', '));
  const refusals = results.filter(({ status }) => status === 'refused');
  terminal.printTable(refusals.slice(0, refusalsShown), [
    { title: 'PLACE', value: ({ index }) => String(index + 1), align: 'right' },
    { title: 'EVENT', value: ({ eventId }) => eventId ?? '–' },
    { title: 'REASON', value: ({ problem }) => `${problem?.code ?? ''}: ${problem?.detail ?? ''}` },
  ]);
}
