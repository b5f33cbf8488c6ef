import type { Command } from 'commander';
import type { EventPage, EventSummary } from '../hub/admin-contract.ts';
import { eventColumns, toQuery, withEventFilters, type EventFilters } from '../hub/event-filters.ts';
import { openHub } from '../hub/open-hub.ts';
import { parseCount } from '../options.ts';
import { action } from '../run-command.ts';

interface SearchOptions extends EventFilters {
  readonly limit: number;
}

const pageSizeMax = 500;

export function addEventsSearch(events: Command): void {
  withEventFilters(events.command('search').description('find events, newest first'))
    .option('-l, --limit <count>', 'at most so many', parseCount, 50)
    .action(
      action<SearchOptions>(async (context, { limit, ...filters }) => {
        const hub = await openHub(context);
        const found: EventSummary[] = [];
        let before: number | null | undefined;
        while (found.length < limit && before !== null) {
          const size = Math.min(pageSizeMax, limit - found.length);
          const page: EventPage = await hub.call<EventPage>('GET', '/api/admin/events', {
            query: { ...toQuery(filters), limit: size, before: before ?? undefined },
          });
          found.push(...page.events);
          before = page.next;
        }
        context.terminal.printJson({ events: found, next: before ?? null });
        context.terminal.printTable(found, eventColumns);
        if (found.length === 0) context.terminal.print('No event matches.');
        else if (before != null)
          context.terminal.print(context.terminal.style('dim', 'There are more; --limit shows them.'));
      }),
    );
}
