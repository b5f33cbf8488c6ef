import type { Command } from 'commander';
import { uuidv7 } from '#kernel/ids';
import { openHub } from '../hub/open-hub.ts';
import { collect, parseJsonObject, parseMoment } from '../options.ts';
import { action } from '../run-command.ts';
import { formatCount } from '../terminal/format-time.ts';

interface SendOptions {
  readonly user?: string;
  readonly payload: Record<string, unknown>;
  readonly source: string;
  readonly to: readonly string[];
  readonly id?: string;
  readonly at?: string;
}

interface Accepted {
  readonly eventId: string;
  readonly position: number;
}

export function addSend(program: Command): void {
  program
    .command('send')
    .description('send one event to the hub')
    .argument('<event-type>', 'such as trade_executed')
    .option('-u, --user <id>', 'the member it is about (payload.userId)')
    .option('-p, --payload <json>', 'what happened, as a JSON object', parseJsonObject, {})
    .option('-s, --source <platform>', 'who says so', 'trading_platform')
    .option(
      '-t, --to <platform>',
      'a platform that must learn of it; may be repeated (default: those that subscribe)',
      collect,
      [],
    )
    .option('--id <event-id>', 'event id; the same id again does nothing (default: a new one)')
    .option(
      '--at <time>',
      'when it happened: RFC 3339, or 15m for a quarter of an hour ago (default: now)',
      parseMoment,
    )
    .addHelpText(
      'after',
      `\nExample:\n  interlock send service_request --user m-1 --source black_portal --payload '{"service":"concierge"}'`,
    )
    .action(
      action<SendOptions>(async (context, options, eventType = '') => {
        const hub = await openHub(context);
        const event = {
          eventId: options.id ?? uuidv7(context.clock.now()),
          timestamp: options.at ?? new Date(context.clock.now()).toISOString(),
          source: options.source,
          eventType,
          payload: { ...options.payload, ...(options.user !== undefined && { userId: options.user }) },
          ...(options.to.length > 0 && { requiresSync: options.to }),
        };
        const answer = await hub.call<Accepted>('POST', '/api/integration/sync/event', { body: event });
        const { terminal } = context;
        terminal.printJson(answer);
        terminal.print(
          `${terminal.style('green', '✓')} ${answer.eventId} is accepted, at position ${formatCount(answer.position)}`,
        );
        terminal.print(terminal.style('dim', `  Follow it: npx interlock events show ${answer.eventId}`));
      }),
    );
}
