import type { Command } from 'commander';
import type { EventJourney, JourneyLeg } from '../hub/admin-contract.ts';
import { openHub } from '../hub/open-hub.ts';
import { action } from '../run-command.ts';
import { formatCount, formatDuration, formatTime } from '../terminal/format-time.ts';

export function addEventsShow(events: Command): void {
  events
    .command('show')
    .description('show one event and its journey to every platform')
    .argument('<event-id>')
    .action(
      action(async (context, _options, eventId = '') => {
        const { terminal } = context;
        const hub = await openHub(context);
        const path = `/api/admin/events/${encodeURIComponent(eventId)}`;
        const found = await hub.call<EventJourney>('GET', path);
        terminal.printJson(found);
        const place = `position ${formatCount(found.position)}, accepted ${formatTime(found.acceptedAt)}`;
        terminal.print(`${terminal.style('bold', eventId)}  ${terminal.style('dim', place)}`);
        terminal.print(JSON.stringify(found.event, null, 2));
        terminal.print();
        terminal.printTable(found.journey, [
          { title: 'PLATFORM', value: ({ platform }) => platform },
          { title: 'STATE', value: ({ state }) => terminal.style(styles[state], state) },
          { title: 'ATTEMPTS', value: ({ attempts }) => String(attempts), align: 'right' },
          {
            title: 'AFTER',
            value: ({ latencyMs }) => (latencyMs === null ? '–' : formatDuration(latencyMs)),
            align: 'right',
          },
          { title: 'WHEN', value: whenOf },
          {
            title: 'ERROR',
            value: ({ lastError }) => (lastError === null ? '' : `${lastError.code}: ${lastError.message}`),
          },
        ]);
      }),
    );
}

const styles = {
  delivered: 'green',
  waiting: 'cyan',
  retrying: 'yellow',
  parked: 'yellow',
  dead: 'red',
  discarded: 'dim',
} as const;

function whenOf({ deliveredAt, nextAttemptAt }: JourneyLeg): string {
  if (deliveredAt !== null) return formatTime(deliveredAt);
  return nextAttemptAt === null ? '–' : `next attempt ${formatTime(nextAttemptAt)}`;
}
