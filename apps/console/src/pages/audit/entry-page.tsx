import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ProvenEntry } from '../../api/audit-contract.ts';
import { auditQueries } from '../../api/audit-queries.ts';
import { Badge } from '../../components/badge.tsx';
import { JsonView } from '../../components/json-view.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Row } from '../../components/row.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Time } from '../../components/time.tsx';
import { humanise } from '../../format/names.ts';
import { formatCount } from '../../format/numbers.ts';
import { describeAction } from './describe-action.ts';
import { findTrustedKeys } from './find-trusted-keys.ts';
import { NamedThing } from './named-thing.tsx';
import { ProofPanel } from './proof-panel.tsx';
import type { EntryVerdict } from './verify/check-entry.ts';
import { readRememberedHead } from './verify/remembered-head.ts';

const back = { to: '/audit', label: 'Audit log' };

/** One entry, and the proof that it stands where it stood when the head was signed. */
export function EntryPage({ entryKey }: { readonly entryKey: string }): ReactNode {
  const client = useQueryClient();
  const query = useQuery(auditQueries.entry(entryKey));
  const entry = query.data;
  const verdict = useQuery({
    queryKey: ['audit-verdict', entryKey, entry?.head.statement],
    enabled: entry !== undefined,
    queryFn: async (): Promise<EntryVerdict | null> => {
      if (entry === undefined) return null;
      const { checkEntry } = await import('./verify/check-entry.ts');
      return checkEntry(entry, await findTrustedKeys(client, readRememberedHead(), entry.head.keyId));
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const action = entry === undefined ? 'Entry' : describeAction(entry.entry.action);
  return (
    <Page
      title={
        <>
          {action}
          {entry === undefined ? null : <ProofBadge verdict={verdict.data ?? undefined} />}
        </>
      }
      name={action}
      lead={entry === undefined ? undefined : <>Entry {formatCount(entry.index)} of the audit log</>}
      back={back}
    >
      {query.isPending ? <Skeleton lines={8} /> : null}
      {query.isError ? <ProblemNotice error={query.error} /> : null}
      {verdict.isError ? <ProblemNotice error={verdict.error} /> : null}
      {entry === undefined ? null : (
        <div className="two-columns">
          <div className="stack">
            <Facts entry={entry} />
            {entry.entry.details === null ? null : <JsonView label="Details" value={entry.entry.details} />}
          </div>
          <ProofPanel entry={entry} verdict={verdict.data ?? undefined} />
        </div>
      )}
    </Page>
  );
}

function ProofBadge({ verdict }: { readonly verdict: EntryVerdict | undefined }): ReactNode {
  if (verdict === undefined) return <Badge tone="quiet">Checking the proof</Badge>;
  if (verdict.holds) return <Badge tone="good">Proven</Badge>;
  if (verdict.head.outcome === 'unknown_key') return <Badge tone="warn">Signed by another key</Badge>;
  return <Badge tone="bad">The proof fails</Badge>;
}

function Facts({ entry: { entry } }: { readonly entry: ProvenEntry }): ReactNode {
  const { actor, subject, reason, origin, time, personal } = entry;
  const hashes = Object.entries(personal);
  return (
    <Panel title="What happened">
      <dl className="rows">
        <Row name="When">
          <Time value={time} as="precise" />
        </Row>
        <Row name="Who">
          <NamedThing {...actor} asLink />
        </Row>
        <Row name="What">
          <code>{entry.action}</code>
        </Row>
        <Row name="To whom">{subject === null ? '–' : <NamedThing {...subject} asLink />}</Row>
        <Row name="Why">{reason === null ? '–' : `“${reason}”`}</Row>
        <Row name="From where">
          {origin.address === null ? (
            '–'
          ) : (
            <code title="Keyed hash of the network address">{origin.address}</code>
          )}
        </Row>
        <Row name="Hub">
          <code>{origin.hub}</code>
        </Row>
        {origin.requestId === null ? null : (
          <Row name="Request">
            <code>{origin.requestId}</code>
          </Row>
        )}
        {hashes.map(([kind, hash]) => (
          <Row key={kind} name={`${humanise(kind)}, hashed`}>
            <code>{hash}</code>
          </Row>
        ))}
        <Row name="Id">
          <code>{entry.id}</code>
        </Row>
      </dl>
    </Panel>
  );
}
