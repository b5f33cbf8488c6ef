import type { Command } from 'commander';
import { parseMoment } from '../options.ts';
import type { Column } from '../terminal/format-table.ts';
import { formatTime } from '../terminal/format-time.ts';
import type { EventSummary } from './admin-contract.ts';
import type { Query } from './open-hub.ts';

export interface EventFilters {
  readonly user?: string;
  readonly type?: string;
  readonly source?: string;
  readonly platform?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Adds the options by which events are chosen. */
export function withEventFilters(command: Command): Command {
  return command
    .option('-u, --user <id>', 'of this member')
    .option('-t, --type <event-type>', 'of this type')
    .option('-s, --source <platform>', 'said by this platform')
    .option('-p, --platform <platform>', 'meant for this platform')
    .option(
      '--from <time>',
      'accepted at or after: RFC 3339, or 15m for a quarter of an hour ago',
      parseMoment,
    )
    .option('--to <time>', 'accepted before', parseMoment);
}

export const toQuery = ({ user, type, source, platform, from, to }: EventFilters): Query => ({
  userId: user,
  eventType: type,
  source,
  platform,
  from,
  to,
});

export const eventColumns: readonly Column<EventSummary>[] = [
  { title: 'POSITION', value: ({ position }) => String(position), align: 'right' },
  { title: 'ACCEPTED', value: ({ acceptedAt }) => formatTime(acceptedAt) },
  { title: 'TYPE', value: ({ eventType }) => eventType },
  { title: 'SOURCE', value: ({ source }) => source },
  { title: 'MEMBER', value: ({ userId }) => userId ?? '–' },
  { title: 'FOR', value: ({ targets }) => targets.join(', ') || '–' },
  { title: 'EVENT', value: ({ eventId }) => eventId },
];
