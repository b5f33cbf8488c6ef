import { Link } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Joining } from '../../api/people-contract.ts';
import { peopleQueries } from '../../api/people-queries.ts';
import { Badge } from '../../components/badge.tsx';
import { ChoiceFilter } from '../../components/choice-filter.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { NoMatch } from '../../components/no-match.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { joiningStates } from '../../components/states.ts';
import { Table, type Column } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { formatDuration } from '../../format/numbers.ts';
import { useFilters } from '../../navigation/use-filters.ts';
import { JoiningSteps } from './joining-steps.tsx';
import { UndoJoining } from './undo-joining.tsx';
import { Nothing } from '../../components/nothing.tsx';

const filterNames = ['state'] as const;

/** From the passkey to the welcome: what the hub needed, not what the person needed. */
function preparedInMs({ passkeyAt, endedAt, state }: Joining): number | null {
  if (passkeyAt === null || endedAt === null || state !== 'welcome') return null;
  return Date.parse(endedAt) - Date.parse(passkeyAt);
}

const columns: readonly Column<Joining>[] = [
  {
    title: 'Person',
    phone: 'main',
    width: '24%',
    render: ({ personId }) => (
      <Link to={`/people/${encodeURIComponent(personId)}`} className="row-link">
        <code className="truncate">{personId}</code>
      </Link>
    ),
  },
  {
    title: 'State',
    phone: 'side',
    width: '15%',
    render: ({ state }) => <Badge tone={joiningStates[state].tone}>{joiningStates[state].label}</Badge>,
  },
  { title: 'Step', phone: 'below', width: '20%', render: (joining) => <JoiningSteps joining={joining} /> },
  {
    title: 'Why',
    phone: 'below',
    render: (joining) => (
      <>
        {joining.reason === null ? <Nothing /> : <span className="wrap">{joining.reason}</span>}
        {joining.state === 'stuck' ? <UndoJoining joining={joining} /> : null}
      </>
    ),
  },
  {
    title: 'Began',
    align: 'end',
    width: '10%',
    render: ({ createdAt }) => <Time value={createdAt} as="ago" />,
  },
  {
    title: 'Prepared in',
    align: 'end',
    width: '11%',
    render: (joining) => <span className="figures">{formatDuration(preparedInMs(joining))}</span>,
  },
];

/** Who is joining, and what became of those who did. */
export function JoiningsPage(): ReactNode {
  const state = useFilters(filterNames);
  const query = useQuery(peopleQueries.joinings(state.filters));
  return (
    <Page
      title="Joinings"
      name="Joinings"
      lead="From the invitation to the welcome. What fails for good is undone, and says why."
    >
      <FilterBar state={state}>
        <ChoiceFilter state={state} name="state" label="State" all="All states" choices={joiningStates} />
      </FilterBar>
      {query.isPending ? <Skeleton lines={8} /> : null}
      {query.isError ? <ProblemNotice error={query.error} /> : null}
      {query.isSuccess && query.data.length > 0 ? (
        <Table
          caption="Joinings, the latest first"
          columns={columns}
          rows={query.data}
          keyOf={({ joiningId }) => joiningId}
        />
      ) : null}
      {query.isSuccess && query.data.length === 0 ? (
        state.isFiltered ? (
          <NoMatch title="No joining is in this state" clear={state.clear} />
        ) : (
          <EmptyState icon="joinings" title="Nobody has joined yet">
            Whoever redeems an invitation appears here at once.
          </EmptyState>
        )
      ) : null}
    </Page>
  );
}
