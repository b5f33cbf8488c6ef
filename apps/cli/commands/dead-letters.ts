import { Option, type Command } from 'commander';
import type { DeadLetter, DeadLetterPage } from '../hub/admin-contract.ts';
import { openHub, type Hub } from '../hub/open-hub.ts';
import { jsonInput, parseJsonObject, readJsonObject } from '../input/read-input.ts';
import { parseCount } from '../options.ts';
import { action } from '../run-command.ts';
import { formatTime } from '../terminal/format-time.ts';
import { editInEditor } from './edit-in-editor.ts';

interface ListOptions {
  readonly platform?: string;
  readonly user?: string;
  readonly type?: string;
  readonly state: string;
  readonly limit: number;
}

const pathOf = (id: string): string => `/api/admin/dead-letters/${encodeURIComponent(id)}`;

export function addDeadLetters(program: Command): void {
  const deadLetters = program
    .command('dead-letters')
    .description('events that could not be delivered: read, fix, send again');
  addList(deadLetters);
  addShow(deadLetters);
  addRetry(deadLetters);
  addEdit(deadLetters);
  addDiscard(deadLetters);
}

function addList(deadLetters: Command): void {
  deadLetters
    .command('list')
    .description('list dead letters, newest first')
    .option('-p, --platform <platform>', 'of this platform')
    .option('-u, --user <id>', 'of this member')
    .option('-t, --type <event-type>', 'of this event type')
    .addOption(
      new Option('--state <state>', 'in this state')
        .choices(['open', 'retrying', 'replayed', 'discarded', 'any'])
        .default('open'),
    )
    .option('-l, --limit <count>', 'at most so many', parseCount, 50)
    .action(
      action<ListOptions>(async (context, { platform, user, type, state, limit }) => {
        const hub = await openHub(context);
        const query = {
          platform,
          userId: user,
          eventType: type,
          state: state === 'any' ? undefined : state,
          limit,
        };
        const page = await hub.call<DeadLetterPage>('GET', '/api/admin/dead-letters', { query });
        context.terminal.printJson(page);
        context.terminal.printTable(page.deadLetters, [
          { title: 'ID', value: ({ id }) => String(id) },
          { title: 'DIED', value: ({ diedAt }) => formatTime(diedAt) },
          { title: 'PLATFORM', value: (letter) => letter.platform },
          { title: 'TYPE', value: ({ eventType }) => eventType },
          { title: 'MEMBER', value: ({ userId }) => userId ?? '–' },
          { title: 'ATTEMPTS', value: ({ attempts }) => String(attempts), align: 'right' },
          { title: 'REASON', value: ({ error }) => `${error.code}: ${error.message}`.slice(0, 80) },
        ]);
        if (page.deadLetters.length === 0) context.terminal.print('There are no dead letters.');
      }),
    );
}

function addShow(deadLetters: Command): void {
  deadLetters
    .command('show')
    .description('show a dead letter with what was sent and answered')
    .argument('<id>')
    .action(
      action(async (context, _options, id = '') => {
        const { terminal } = context;
        const letter = await (await openHub(context)).call<DeadLetter>('GET', pathOf(id));
        terminal.printJson(letter);
        terminal.print(
          `${terminal.style('bold', id)}  ${letter.eventType} for ${letter.platform}, ${letter.state}`,
        );
        terminal.print(`Died ${formatTime(letter.diedAt)} after ${letter.attempts} attempts`);
        terminal.print(`${terminal.style('red', letter.error.code)}: ${letter.error.message}`);
        if (letter.holdsLane) terminal.print('Later events of the member wait until it is resolved.');
        if (letter.note !== null) terminal.print(`Note: ${letter.note}`);
        terminal.print(`\nSent${letter.error.address === null ? '' : ` to ${letter.error.address}`}:`);
        terminal.print(JSON.stringify(letter.request, null, 2));
        if (letter.response !== null)
          terminal.print(`\nAnswered ${letter.response.status}:\n${letter.response.body}`);
      }),
    );
}

function addRetry(deadLetters: Command): void {
  deadLetters
    .command('retry')
    .description('deliver dead letters again')
    .argument('<ids...>')
    .action(
      action(async (context, _options, ...values) => {
        const hub = await openHub(context);
        for (const id of values.flat()) {
          context.terminal.printJsonLine(await retry(hub, id));
          context.terminal.print(`${context.terminal.style('green', '✓')} ${id} is on its way again`);
        }
      }),
    );
}

function addEdit(deadLetters: Command): void {
  deadLetters
    .command('edit')
    .description('correct a dead letter’s payload, in $EDITOR or by option, and deliver it again')
    .argument('<id>')
    .option('-p, --payload <json>', `the whole corrected payload: ${jsonInput}`)
    .action(
      action<{ payload?: string }>(async (context, options, id = '') => {
        const hub = await openHub(context);
        const payload =
          options.payload === undefined
            ? await editPayload(await hub.call<DeadLetter>('GET', pathOf(id)), context.environment)
            : await readJsonObject(options.payload, '--payload');
        if (payload === undefined) {
          context.terminal.printJson({ id: Number(id), changed: false });
          return context.terminal.note('Nothing was changed, nothing was sent.');
        }
        context.terminal.printJson(await retry(hub, id, payload));
        context.terminal.print(
          `${context.terminal.style('green', '✓')} ${id} is on its way again, corrected`,
        );
      }),
    );
}

function addDiscard(deadLetters: Command): void {
  deadLetters
    .command('discard')
    .description('give a dead letter up for good; the reason is kept')
    .argument('<id>')
    .requiredOption('--reason <text>', 'why')
    .action(
      action<{ reason: string }>(async (context, { reason }, id = '') => {
        const hub = await openHub(context);
        context.terminal.printJson(await hub.call('DELETE', pathOf(id), { query: { reason } }));
        context.terminal.print(`${context.terminal.style('green', '✓')} ${id} is discarded`);
      }),
    );
}

const retry = (hub: Hub, id: string, payload?: Record<string, unknown>): Promise<DeadLetter> =>
  hub.call('POST', `${pathOf(id)}/retry`, { body: payload === undefined ? {} : { payload } });

/** @returns `undefined` when the payload was left as it is */
async function editPayload(
  { request }: DeadLetter,
  environment: NodeJS.ProcessEnv,
): Promise<Record<string, unknown> | undefined> {
  const before = JSON.stringify(request['payload'] ?? {}, null, 2);
  const after = await editInEditor(before, environment);
  return after.trim() === before ? undefined : parseJsonObject(after, 'The edited payload');
}
