import { Link } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { CreatedServiceKey, ServiceKey } from '../../api/people-contract.ts';
import { peopleQueries } from '../../api/people-queries.ts';
import { Badge } from '../../components/badge.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { keyState } from '../../components/states.ts';
import { Table, type Column } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useFilters } from '../../navigation/use-filters.ts';
import { MakeKey } from './make-key.tsx';
import { NewKey } from './new-key.tsx';

const filterNames = ['show'] as const;
const minuteMs = 60_000;

function KeyBadge({ serviceKey }: { readonly serviceKey: ServiceKey }): ReactNode {
  const { tone, label } = keyState(serviceKey, useNow(minuteMs));
  return <Badge tone={tone}>{label}</Badge>;
}

const columns: readonly Column<ServiceKey>[] = [
  {
    title: 'Key',
    phone: 'main',
    width: '24%',
    render: ({ keyId, name }) => (
      <Link to={`/keys/${encodeURIComponent(keyId)}`} className="row-link">
        {name}
      </Link>
    ),
  },
  {
    title: 'May',
    phone: 'below',
    width: '28%',
    render: ({ scopes }) => (
      <code className="truncate" title={scopes.join('\n')}>
        {scopes.join(', ')}
      </code>
    ),
  },
  { title: 'State', phone: 'side', width: '17%', render: (key) => <KeyBadge serviceKey={key} /> },
  {
    title: 'Last used',
    phone: 'below',
    isTitledOnPhone: true,
    width: '13%',
    render: ({ lastUsedAt }) =>
      lastUsedAt === null ? <span className="faint">never</span> : <Time value={lastUsedAt} as="ago" />,
  },
  {
    title: 'Made',
    align: 'end',
    render: ({ createdAt, createdBy }) => (
      <>
        <Time value={createdAt} /> <span className="faint">by {createdBy}</span>
      </>
    ),
  },
];

/** The keys with which programs call the hub. */
export function KeysPage(): ReactNode {
  const { filters, set } = useFilters(filterNames);
  const query = useQuery(peopleQueries.keys);
  const now = useNow(minuteMs);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<CreatedServiceKey>();
  const showsAll = filters['show'] === 'all';
  const isGood = (key: ServiceKey): boolean =>
    key.revokedAt === null && (key.expiresAt === null || new Date(key.expiresAt) > now);
  const keys = query.data?.filter((key) => showsAll || isGood(key)) ?? [];
  return (
    <Page
      title="Service keys"
      name="Service keys"
      lead="How programs identify themselves. Each may do what its scopes say, and nothing else."
      actions={
        <button type="button" className="button button-primary" onClick={() => setMaking(true)}>
          New key…
        </button>
      }
    >
      <Segmented
        label="Which keys"
        value={showsAll ? 'all' : 'good'}
        options={[
          { value: 'good', label: 'In use' },
          { value: 'all', label: 'All' },
        ]}
        onChange={(show) => set({ show: show === 'all' ? 'all' : undefined })}
      />
      {query.isPending ? <Skeleton lines={6} /> : null}
      {query.isError ? <ProblemNotice error={query.error} /> : null}
      {query.isSuccess && keys.length > 0 ? (
        <Table
          caption="Service keys, newest first"
          columns={columns}
          rows={keys}
          keyOf={({ keyId }) => keyId}
        />
      ) : null}
      {query.isSuccess && keys.length === 0 ? (
        <EmptyState icon="keys" title="No key is in use">
          Programs need one to call the hub. <code>npx interlock keys create</code> makes one too.
        </EmptyState>
      ) : null}
      {making ? (
        <MakeKey
          onClose={() => setMaking(false)}
          onMade={(key) => {
            setMaking(false);
            setMade(key);
          }}
        />
      ) : null}
      {made === undefined ? null : <NewKey made={made} onClose={() => setMade(undefined)} />}
    </Page>
  );
}
