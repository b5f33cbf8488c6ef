import { Link } from '@interlock/design';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PersonSummary } from '../../api/people-contract.ts';
import { peopleQueries } from '../../api/people-queries.ts';
import { Badge } from '../../components/badge.tsx';
import { ChoiceFilter } from '../../components/choice-filter.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { NoMatch } from '../../components/no-match.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { personStates } from '../../components/states.ts';
import type { Column } from '../../components/table.tsx';
import { TierFilter } from '../../components/tier-filter.tsx';
import { TierName } from '../../components/tier-name.tsx';
import { Time } from '../../components/time.tsx';
import { humanise } from '../../format/names.ts';
import { formatCount } from '../../format/numbers.ts';
import { useFilters } from '../../navigation/use-filters.ts';
import { GoToPerson } from './go-to-person.tsx';
import { RecoveryPanel } from './recovery-panel.tsx';

const filterNames = ['state', 'tier'] as const;

const columns: readonly Column<PersonSummary>[] = [
  {
    title: 'Person',
    phone: 'main',
    width: '34%',
    render: ({ personId }) => (
      <Link to={`/people/${encodeURIComponent(personId)}`} className="row-link">
        <code className="truncate">{personId}</code>
      </Link>
    ),
  },
  { title: 'Role', width: '16%', render: ({ role }) => humanise(role) },
  { title: 'Tier', phone: 'below', width: '14%', render: ({ tier }) => <TierName tier={tier} /> },
  {
    title: 'State',
    phone: 'side',
    width: '14%',
    render: ({ state }) => <Badge tone={personStates[state].tone}>{personStates[state].label}</Badge>,
  },
  {
    title: 'Devices',
    align: 'end',
    render: ({ devices }) => (
      <span className={devices === 0 ? 'faint figures' : 'figures'}>{formatCount(devices)}</span>
    ),
  },
  { title: 'Since', align: 'end', render: ({ createdAt }) => <Time value={createdAt} /> },
];

/** People, without anything that tells who they are. */
export function PeoplePage(): ReactNode {
  const state = useFilters(filterNames);
  const query = useInfiniteQuery(peopleQueries.people(state.filters));
  const recoveries = useQuery(peopleQueries.recoveries);
  const undecided = recoveries.data?.filter(({ decidedAt }) => decidedAt === null) ?? [];
  return (
    <Page
      title="People"
      name="People"
      lead="Who was let in, by tier and state. Names stay sealed until somebody gives a reason."
    >
      <RecoveryPanel title="Recoveries that wait for a second person" recoveries={undecided} withPerson />
      <FilterBar state={state}>
        <GoToPerson />
        <ChoiceFilter state={state} name="state" label="State" all="All states" choices={personStates} />
        <TierFilter state={state} />
      </FilterBar>
      <PagedList
        query={query}
        rowsOf={(page) => page}
        caption="People, the latest first"
        columns={columns}
        keyOf={({ personId }) => personId}
        empty={
          state.isFiltered ? (
            <NoMatch title="Nobody matches" clear={state.clear} />
          ) : (
            <EmptyState icon="people" title="Nobody is here yet">
              People come by invitation only. <Link to="/invitations">Invite somebody</Link>
            </EmptyState>
          )
        }
      />
    </Page>
  );
}
