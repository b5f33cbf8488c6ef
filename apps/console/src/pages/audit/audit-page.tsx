import { Icon, Link } from '@interlock/design';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { LoggedEntry } from '../../api/audit-contract.ts';
import { auditQueries } from '../../api/audit-queries.ts';
import { Badge } from '../../components/badge.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { NoMatch } from '../../components/no-match.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import type { Column } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useFilters } from '../../navigation/use-filters.ts';
import { AuditFilters } from './audit-filters.tsx';
import { describeAction, isRefusal } from './describe-action.ts';
import { ExportDialog } from './export-dialog.tsx';
import { HeadPanel } from './head-panel.tsx';
import { NamedThing } from './named-thing.tsx';
import { PersonalValueDialog } from './personal-value-dialog.tsx';
import { Nothing } from '../../components/nothing.tsx';

const filterNames = [
  'action',
  'actorKind',
  'actorId',
  'subjectKind',
  'subjectId',
  'personal',
  'from',
  'to',
] as const;

const columns: readonly Column<LoggedEntry>[] = [
  {
    title: 'Action',
    phone: 'main',
    width: '24%',
    render: ({ index, entry: { action } }) => (
      <Link to={`/audit/${index}`} className="row-link">
        {isRefusal(action) ? <Badge tone="warn">{describeAction(action)}</Badge> : describeAction(action)}
      </Link>
    ),
  },
  { title: 'By', phone: 'below', width: '19%', render: ({ entry: { actor } }) => <NamedThing {...actor} /> },
  {
    title: 'To',
    phone: 'below',
    width: '23%',
    render: ({ entry: { subject } }) => (subject === null ? <Nothing /> : <NamedThing {...subject} />),
  },
  {
    title: 'Why',
    render: ({ entry: { reason } }) => (reason === null ? <Nothing /> : `“${reason}”`),
  },
  {
    title: 'When',
    phone: 'side',
    width: '13%',
    align: 'end',
    render: ({ entry: { time } }) => <Time value={time} />,
  },
  {
    title: 'Index',
    width: '7%',
    align: 'end',
    render: ({ index }) => <span className="figures faint">{formatCount(index)}</span>,
  },
];

/** Everything that was done, by whom, to whom and why; and whether the record holds. */
export function AuditPage(): ReactNode {
  const state = useFilters(filterNames);
  const query = useInfiniteQuery(auditQueries.entries(state.filters));
  const [shown, setShown] = useState<'export' | 'personal'>();
  const close = (): void => setShown(undefined);
  return (
    <Page
      title="Audit log"
      name="Audit log"
      lead="Who did what, to whom and why. Nobody can change it unseen, not even whoever runs the hub."
      actions={
        <>
          <button type="button" className="button" onClick={() => setShown('personal')}>
            <Icon name="search" />
            Personal value…
          </button>
          <button type="button" className="button" onClick={() => setShown('export')}>
            <Icon name="download" />
            Export…
          </button>
        </>
      }
    >
      <HeadPanel />
      <AuditFilters state={state} />
      <PagedList
        query={query}
        rowsOf={(page) => page.entries}
        caption="Entries of the audit log, newest first"
        columns={columns}
        keyOf={({ index }) => String(index)}
        empty={
          state.isFiltered ? (
            <NoMatch title="No entry matches" clear={state.clear} />
          ) : (
            <EmptyState icon="audit" title="Nothing was recorded yet" />
          )
        }
      />
      {shown === 'export' ? <ExportDialog onClose={close} /> : null}
      {shown === 'personal' ? (
        <PersonalValueDialog onClose={close} onHash={(personal) => state.set({ personal })} />
      ) : null}
    </Page>
  );
}
