import type { Command } from 'commander';
import { uuidv7 } from '#kernel/ids';
import type { CliContext } from '../context.ts';
import { cliErrors } from '../errors.ts';
import { openHub } from '../hub/open-hub.ts';
import { jsonInput, readJsonObject } from '../input/read-input.ts';
import { collect, parseMoment } from '../options.ts';
import { action } from '../run-command.ts';
import { formatCount } from '../terminal/format-time.ts';
import { sendEvents } from './send-events.ts';

interface SendOptions {
  readonly user?: string;
  readonly payload?: string;
  readonly source: string;
  readonly to?: readonly string[];
  readonly id?: string;
  readonly at?: string;
  readonly file?: string;
}

interface Accepted {
  readonly eventId: string;
  readonly position: number;
}

export function addSend(program: Command): void {
  program
    .command('send')
    .description('send an event to the hub, or those of a file')
    .argument('[event-type]', 'such as trade_executed')
    .option('-u, --user <id>', 'the member it is about (payload.userId)')
    .option('-p, --payload <json>', `what happened, an object: ${jsonInput}`)
    .option('-s, --source <platform>', 'who says so', 'trading_platform')
    .option(
      '-t, --to <platform>',
      'a platform that must learn of it; may be repeated (default: those that subscribe)',
      collect,
    )
    .option('--id <event-id>', 'event id; the same event again does nothing (default: a new one)')
    .option(
      '--at <time>',
      'when it happened: RFC 3339, or 15m for a quarter of an hour ago (default: now)',
      parseMoment,
    )
    .option(
      '-f, --file <path>',
      'whole events instead: a JSON array, or one event a line; - reads standard input',
    )
    .addHelpText(
      'after',
      `
Examples:
  interlock send service_request --user m-1 --source black_portal --payload '{"service":"concierge"}'
  interlock send trade_executed --user m-1 --payload @trade.json
  interlock send --file events.ndjson`,
    )
    .action(
      action<SendOptions>(async (context, options, eventType) => {
        if (options.file !== undefined) {
          if (eventType === undefined) return sendEvents(context, options.file);
          throw cliErrors('cli.bad_argument', {
            detail: 'Give an event type or --file, whose events have types of their own.',
          });
        }
        if (eventType !== undefined) return sendOne(context, eventType, options);
        throw cliErrors('cli.bad_argument', { detail: 'Name the event type, or give events with --file.' });
      }),
    );
}

async function sendOne(context: CliContext, eventType: string, options: SendOptions): Promise<void> {
  const { terminal, clock } = context;
  const payload = options.payload === undefined ? {} : await readJsonObject(options.payload, '--payload');
  const body = {
    eventId: options.id ?? uuidv7(clock.now()),
    timestamp: options.at ?? new Date(clock.now()).toISOString(),
    source: options.source,
    eventType,
    payload: { ...payload, ...(options.user !== undefined && { userId: options.user }) },
    ...(options.to !== undefined && { requiresSync: options.to }),
  };
  const hub = await openHub(context);
  const answer = await hub.exchange<Accepted>('POST', '/api/integration/sync/event', { body });
  const duplicate = answer.headers.get('idempotent-replayed') === 'true';
  const { eventId, position } = answer.body;
  terminal.printJson({ ...answer.body, duplicate });
  terminal.print(
    duplicate
      ? `${terminal.style('yellow', '=')} ${eventId} was accepted before, at position ${formatCount(position)}; nothing happens twice`
      : `${terminal.style('green', '✓')} ${eventId} is accepted, at position ${formatCount(position)}`,
  );
  terminal.print(terminal.style('dim', `  Follow it: npx interlock events show ${eventId}`));
}
