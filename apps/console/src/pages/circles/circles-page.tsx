import { Link } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Circle } from '../../api/people-contract.ts';
import { peopleQueries } from '../../api/people-queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { TierName } from '../../components/tier-name.tsx';
import { formatCount } from '../../format/numbers.ts';
import { Nothing } from '../../components/nothing.tsx';

const columns: readonly Column<Circle>[] = [
  {
    title: 'Circle',
    phone: 'main',
    width: '26%',
    render: ({ circleId, name }) => (
      <Link to={`/circles/${encodeURIComponent(circleId)}`} className="row-link">
        {name}
      </Link>
    ),
  },
  {
    title: 'Purpose',
    phone: 'below',
    render: ({ purpose }) => (purpose === '' ? <Nothing /> : purpose),
  },
  {
    title: 'From tier',
    phone: 'below',
    isTitledOnPhone: true,
    width: '14%',
    render: ({ minimumTier }) => (minimumTier === null ? 'any' : <TierName tier={minimumTier} />),
  },
  {
    title: 'Pseudonyms',
    phone: 'side',
    isTitledOnPhone: true,
    width: '12%',
    align: 'end',
    render: ({ pseudonyms }) => <span className="figures">{formatCount(pseudonyms)}</span>,
  },
  {
    title: 'Founded',
    width: '14%',
    align: 'end',
    render: ({ foundedOn }) => <span className="figures">{foundedOn}</span>,
  },
];

/** The anonymous circles, for whoever keeps them civil. */
export function CirclesPage(): ReactNode {
  const query = useQuery(peopleQueries.circles);
  return (
    <Page
      title="Circles"
      name="Circles"
      lead="Members speak here by proof, under pseudonyms. Nobody knows who they are, and neither do you."
    >
      {query.isPending ? <Skeleton lines={6} /> : null}
      {query.isError ? <ProblemNotice error={query.error} /> : null}
      {query.isSuccess && query.data.length > 0 ? (
        <Table
          caption="Circles, the newest first"
          columns={columns}
          rows={query.data}
          keyOf={({ circleId }) => circleId}
        />
      ) : null}
      {query.isSuccess && query.data.length === 0 ? (
        <EmptyState icon="circles" title="No circle was founded yet">
          Members found circles on their own pages, one a day each.
        </EmptyState>
      ) : null}
    </Page>
  );
}
