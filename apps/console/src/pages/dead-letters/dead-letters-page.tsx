import { Icon, Link } from '@interlock/design';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { DeadLetter } from '../../api/contract.ts';
import { queries } from '../../api/queries.ts';
import { Badge } from '../../components/badge.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { PlatformName } from '../../components/platform-name.tsx';
import { Select } from '../../components/select.tsx';
import { letterStates } from '../../components/states.ts';
import type { Column } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { humanise } from '../../format/names.ts';
import { formatCount } from '../../format/numbers.ts';
import { useLive } from '../../live/live-context.tsx';
import { usePlatformName } from '../../live/use-platform-name.ts';
import { useFilters } from '../../navigation/use-filters.ts';
import { useMay } from '../../session/use-may.ts';
import { ReplayDialog } from '../jobs/replay-dialog.tsx';

const filterNames = ['platform', 'state'] as const;

const columns: readonly Column<DeadLetter>[] = [
  {
    title: 'Event',
    phone: 'main',
    width: '22%',
    render: ({ id, eventType }) => (
      <Link to={`/dead-letters/${id}`} className="row-link">
        {eventType}
      </Link>
    ),
  },
  {
    title: 'Platform',
    phone: 'below',
    width: '18%',
    render: ({ platform }) => <PlatformName id={platform} />,
  },
  {
    title: 'Member',
    width: '16%',
    render: ({ userId }) =>
      userId === null ? <span className="faint">–</span> : <code className="truncate">{userId}</code>,
  },
  {
    title: 'Reason',
    phone: 'below',
    width: '22%',
    render: ({ reason }) => <Badge tone="bad">{humanise(reason)}</Badge>,
  },
  {
    title: 'Attempts',
    align: 'end',
    render: ({ attempts }) => <span className="figures">{formatCount(attempts)}</span>,
  },
  { title: 'Died', phone: 'side', align: 'end', render: ({ diedAt }) => <Time value={diedAt} /> },
];

/** Deliveries that the hub has given up on, for a person to look at. */
export function DeadLettersPage(): ReactNode {
  const { filters, set } = useFilters(filterNames);
  const [retrying, setRetrying] = useState(false);
  const mayRetry = useMay('delivery:admin');
  const state = filters['state'] ?? 'open';
  const query = useInfiniteQuery(queries.deadLetters({ ...filters, state }));
  const platforms = useLive((live) => live.platforms);
  const counts = useLive((live) => live.deadLetters);
  const platform = filters['platform'];
  const platformName = usePlatformName(platform ?? '');
  const total = platform === undefined ? counts.total : (counts.byPlatform[platform] ?? 0);
  return (
    <Page
      title="Dead letters"
      name="Dead letters"
      lead="Deliveries that failed for good. Nothing is lost: look, fix, replay, or discard."
      actions={
        mayRetry && total > 0 ? (
          <button type="button" className="button button-primary" onClick={() => setRetrying(true)}>
            <Icon name="replay" />
            Retry {platform === undefined ? 'all' : 'these'} {formatCount(total)}…
          </button>
        ) : null
      }
    >
      <div className="filters">
        <Select
          label="Platform"
          value={platform ?? ''}
          options={[
            { value: '', label: `All platforms (${formatCount(counts.total)})` },
            ...platforms.map(({ platformId, displayName }) => ({
              value: platformId,
              label: `${displayName} (${formatCount(counts.byPlatform[platformId] ?? 0)})`,
            })),
          ]}
          onChange={(chosen) => set({ platform: chosen })}
        />
        <Select
          label="State"
          value={state}
          options={Object.entries(letterStates).map(([value, { label }]) => ({ value, label }))}
          onChange={(chosen) => set({ state: chosen === 'open' ? undefined : chosen })}
        />
      </div>
      <PagedList
        query={query}
        rowsOf={(page) => page.deadLetters}
        caption="Dead letters, newest first"
        columns={columns}
        keyOf={({ id }) => String(id)}
        empty={
          <EmptyState icon="check" title={`No ${state === 'open' ? '' : `${state} `}dead letters`}>
            When a platform refuses an event for good, or stays away longer than its retries last, the event
            waits here with the request, the answer and the error.
          </EmptyState>
        }
      />
      {retrying ? (
        <ReplayDialog
          title={
            platform === undefined ? 'Retry all dead letters?' : `Retry dead letters of ${platformName}?`
          }
          selection={{ deadLetters: true, ...(platform === undefined ? {} : { platform }) }}
          onClose={() => setRetrying(false)}
        />
      ) : null}
    </Page>
  );
}
