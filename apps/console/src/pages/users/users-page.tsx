import { Link } from '@interlock/design';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { UserSummary } from '../../api/contract.ts';
import { queries } from '../../api/queries.ts';
import { Badge } from '../../components/badge.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { NoMatch } from '../../components/no-match.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { Panel } from '../../components/panel.tsx';
import { syncStates } from '../../components/states.ts';
import type { Column } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { humanise } from '../../format/names.ts';
import { formatCount } from '../../format/numbers.ts';
import { useFilters } from '../../navigation/use-filters.ts';
import { Growth } from './growth.tsx';
import { TierBar } from './tier-bar.tsx';
import { UserFilters } from './user-filters.tsx';

const filterNames = ['tier', 'syncHealth', 'search'] as const;

const columns: readonly Column<UserSummary>[] = [
  {
    title: 'Member',
    phone: 'main',
    width: '32%',
    render: ({ userId }) => (
      <Link to={`/users/${encodeURIComponent(userId)}`} className="row-link">
        <code>{userId}</code>
      </Link>
    ),
  },
  {
    title: 'Tier',
    phone: 'below',
    width: '18%',
    render: ({ tier }) => (
      <span className="tier-name">
        <span className={`tier-dot tier-${tier}`} aria-hidden="true" />
        {humanise(tier)}
      </span>
    ),
  },
  {
    title: 'Sync',
    phone: 'side',
    width: '18%',
    render: ({ syncHealth }) => (
      <Badge tone={syncStates[syncHealth].tone}>{syncStates[syncHealth].label}</Badge>
    ),
  },
  {
    title: 'Pending',
    align: 'end',
    render: ({ pendingChanges }) => (
      <span className={pendingChanges === 0 ? 'faint figures' : 'figures'}>
        {formatCount(pendingChanges)}
      </span>
    ),
  },
  { title: 'Last full sync', align: 'end', render: ({ lastFullSync }) => <Time value={lastFullSync} /> },
];

/** The members, by tier and by how well the platforms agree about them. */
export function UsersPage(): ReactNode {
  const state = useFilters(filterNames);
  const { filters, isFiltered, clear } = state;
  const query = useInfiniteQuery(queries.users(filters));
  const members = useQuery(queries.members);
  return (
    <Page
      title="Members"
      name="Members"
      lead="Who they are to every platform, and whether the platforms agree."
    >
      {members.data === undefined ? null : (
        <div className="two-columns two-columns-short">
          <Panel title="By tier">
            <TierBar tiers={members.data.tiers} />
          </Panel>
          <Panel title="Growth">
            <Growth joined={members.data.joined} />
          </Panel>
        </div>
      )}
      <UserFilters state={state} />
      <PagedList
        query={query}
        rowsOf={(page) => page.users}
        caption="Members"
        columns={columns}
        keyOf={({ userId }) => userId}
        empty={
          isFiltered ? (
            <NoMatch title="No member matches" clear={clear} />
          ) : (
            <EmptyState icon="users" title="No members yet">
              <code>npm run demo</code> brings a thousand; <code>npx interlock sync</code> brings one.
            </EmptyState>
          )
        }
      />
    </Page>
  );
}
