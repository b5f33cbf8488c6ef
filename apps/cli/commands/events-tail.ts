import type { Command } from 'commander';
import { InterlockError } from '#kernel/errors';
import { sleep } from '#kernel/time';
import type { CliContext } from '../context.ts';
import type { EventPage, EventSummary } from '../hub/admin-contract.ts';
import { toQuery, withEventFilters, type EventFilters } from '../hub/event-filters.ts';
import { openHub, type Hub } from '../hub/open-hub.ts';
import { parseCount } from '../options.ts';
import { action } from '../run-command.ts';
import { formatTime } from '../terminal/format-time.ts';

interface TailOptions extends EventFilters {
  readonly last: number;
  readonly follow: boolean;
}

const pageSize = 200;
const pollMs = 500;

export function addEventsTail(events: Command): void {
  withEventFilters(events.command('tail').description('show events as they are accepted, until Ctrl-C'))
    .option('-n, --last <count>', 'begin with so many earlier ones', parseCount, 10)
    .option('--no-follow', 'show the earlier ones and end')
    .action(
      action<TailOptions>(async (context, { last, follow, ...filters }) => {
        const hub = await openHub(context);
        const query = toQuery(filters);
        const page = await hub.call<EventPage>('GET', '/api/admin/events', {
          query: { ...query, limit: last },
        });
        let seen = show(context, page.events.toReversed(), 0);
        let isAway = false;
        while (follow) {
          await sleep(context.clock, pollMs);
          const newer = await readNewer(hub, query, seen).catch(tolerateAbsence);
          if (newer === undefined && !isAway) context.terminal.note('The hub is away; waiting for it…');
          isAway = newer === undefined;
          seen = show(context, newer ?? [], seen);
        }
      }),
    );
}

/** Events past a position, oldest first. Pages come newest first, so it reads back until it meets the known ones. */
async function readNewer(hub: Hub, query: ReturnType<typeof toQuery>, seen: number): Promise<EventSummary[]> {
  const newer: EventSummary[] = [];
  let before: number | undefined;
  for (;;) {
    const page: EventPage = await hub.call<EventPage>('GET', '/api/admin/events', {
      query: { ...query, limit: pageSize, before },
    });
    const fresh = page.events.filter(({ position }) => position > seen);
    newer.push(...fresh);
    if (page.next === null || fresh.length < page.events.length) return newer.toReversed();
    before = page.next;
  }
}

/** A hub that is started anew, or that is without its database for a while, ends nothing. */
function tolerateAbsence(error: unknown): undefined {
  if (error instanceof InterlockError && error.status === 503) return;
  throw error;
}

/** @returns the position of the newest event shown */
function show({ terminal }: CliContext, events: readonly EventSummary[], seen: number): number {
  for (const event of events) {
    terminal.printJsonLine(event);
    terminal.print(
      [
        terminal.style('dim', formatTime(event.acceptedAt)),
        terminal.style('cyan', event.eventType.padEnd(20)),
        `${event.source} → ${event.targets.join(', ') || 'nobody'}`,
        event.userId ?? '',
        terminal.style('dim', event.eventId),
      ].join('  '),
    );
  }
  return events.at(-1)?.position ?? seen;
}
