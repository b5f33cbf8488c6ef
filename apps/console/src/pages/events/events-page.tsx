import { Link } from '@interlock/design';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import type { EventSummary } from '../../api/contract.ts';
import { queries } from '../../api/queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { NoMatch } from '../../components/no-match.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { PlatformName } from '../../components/platform-name.tsx';
import type { Column } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { useFilters } from '../../navigation/use-filters.ts';
import { EventFilters } from './event-filters.tsx';

const filterNames = ['userId', 'eventType', 'source', 'platform', 'from', 'to'] as const;

const columns: readonly Column<EventSummary>[] = [
  {
    title: 'Event',
    phone: 'main',
    width: '24%',
    render: ({ eventId, eventType }) => (
      <Link to={`/events/${encodeURIComponent(eventId)}`} className="row-link">
        {eventType}
      </Link>
    ),
  },
  {
    title: 'Member',
    phone: 'below',
    width: '18%',
    render: ({ userId }) =>
      userId === null ? <span className="faint">–</span> : <code className="truncate">{userId}</code>,
  },
  { title: 'From', width: '16%', render: ({ source }) => <PlatformName id={source} /> },
  {
    title: 'To',
    width: '26%',
    render: ({ targets }) =>
      targets.length === 0 ? (
        <span className="faint">nobody</span>
      ) : (
        targets.map((target, index) => (
          <Fragment key={target}>
            {index === 0 ? null : ', '}
            <PlatformName id={target} />
          </Fragment>
        ))
      ),
  },
  { title: 'Accepted', phone: 'side', align: 'end', render: ({ acceptedAt }) => <Time value={acceptedAt} /> },
];

/** Search in the log. */
export function EventsPage(): ReactNode {
  const state = useFilters(filterNames);
  const { filters, isFiltered, clear } = state;
  const query = useInfiniteQuery(queries.events(filters));
  return (
    <Page
      title="Events"
      name="Events"
      lead="Everything that was accepted, newest first, and where each event went."
    >
      <EventFilters state={state} />
      <PagedList
        query={query}
        rowsOf={(page) => page.events}
        caption="Events, newest first"
        columns={columns}
        keyOf={({ eventId }) => eventId}
        empty={
          isFiltered ? (
            <NoMatch title="No event matches" clear={clear} />
          ) : (
            <EmptyState icon="events" title="The log is empty">
              Send the first one with <code>npx interlock send</code>, or run <code>npm run demo</code>.
            </EmptyState>
          )
        }
      />
    </Page>
  );
}
