import { Link } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queries } from '../../api/queries.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { JsonView } from '../../components/json-view.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Journey } from './journey.tsx';

/** One event: where it came from, where it went, what it says. */
export function EventPage({ eventId }: { readonly eventId: string }): ReactNode {
  const query = useQuery(queries.event(eventId));
  const userId = query.data?.event.payload['userId'];
  return (
    <Page
      title={query.data?.event.eventType ?? 'Event'}
      name={query.data?.event.eventType ?? 'Event'}
      back={{ to: '/events', label: 'Events' }}
      lead={
        <span className="id-line">
          <code className="truncate">{eventId}</code>
          <CopyButton text={eventId} label="Copy the event’s id" />
        </span>
      }
      actions={
        typeof userId === 'string' ? (
          <>
            <Link to={`/events?userId=${encodeURIComponent(userId)}`} className="button">
              This member’s events
            </Link>
            <Link to={`/users/${encodeURIComponent(userId)}`} className="button">
              Profile
            </Link>
          </>
        ) : null
      }
    >
      {query.isPending ? <Skeleton lines={8} /> : null}
      {query.isError ? <ProblemNotice error={query.error} /> : null}
      {query.isSuccess ? (
        <div className="two-columns">
          <Panel title="Journey">
            <Journey journey={query.data} />
          </Panel>
          <JsonView label="Event" value={query.data.event} />
        </div>
      ) : null}
    </Page>
  );
}
