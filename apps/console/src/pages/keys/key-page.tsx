import { Link } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ServiceKey } from '../../api/people-contract.ts';
import { peopleQueries } from '../../api/people-queries.ts';
import { Badge } from '../../components/badge.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { PlatformName } from '../../components/platform-name.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Row } from '../../components/row.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { keyState } from '../../components/states.ts';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { formatCount } from '../../format/numbers.ts';
import { useMay } from '../../session/use-may.ts';
import { KeyActions } from './key-actions.tsx';
import { scopeMeanings } from './scope-meanings.ts';

const minuteMs = 60_000;

/** One service key: what it may do, and whether it is still in use. */
export function KeyPage({ keyId }: { readonly keyId: string }): ReactNode {
  const query = useQuery(peopleQueries.keys);
  const now = useNow(minuteMs);
  const key = query.data?.find((each) => each.keyId === keyId);
  const state = key === undefined ? undefined : keyState(key, now);
  return (
    <Page
      title={
        <>
          {key?.name ?? keyId}
          {state === undefined ? null : <Badge tone={state.tone}>{state.label}</Badge>}
        </>
      }
      name={key?.name ?? 'Service key'}
      lead={<code>{keyId}</code>}
      back={{ to: '/keys', label: 'Service keys' }}
      actions={key === undefined ? null : <KeyActions serviceKey={key} />}
    >
      {query.isPending ? <Skeleton lines={6} /> : null}
      {query.isError ? <ProblemNotice error={query.error} /> : null}
      {query.isSuccess && key === undefined ? (
        <EmptyState icon="keys" title="No service key has this id" />
      ) : null}
      {key === undefined ? null : <Detail serviceKey={key} />}
    </Page>
  );
}

function Detail({ serviceKey }: { readonly serviceKey: ServiceKey }): ReactNode {
  const { keyId, lastUsedAt, createdAt, createdBy, expiresAt, revokedAt, replacedBy } = serviceKey;
  const { source, requestsPerMinute, scopes } = serviceKey;
  const mayAudit = useMay('audit:read');
  return (
    <div className="two-columns">
      <Panel title="Key">
        <dl className="rows">
          <Row name="Last used">{lastUsedAt === null ? 'Never' : <Time value={lastUsedAt} as="ago" />}</Row>
          <Row name="Made">
            <Time value={createdAt} /> by {createdBy}
          </Row>
          <Row name="Good until">{expiresAt === null ? 'For ever' : <Time value={expiresAt} />}</Row>
          {revokedAt === null ? null : (
            <Row name="Revoked">
              <Time value={revokedAt} />
            </Row>
          )}
          {replacedBy === null ? null : (
            <Row name="Replaced by">
              <Link to={`/keys/${encodeURIComponent(replacedBy)}`}>
                <code>{replacedBy}</code>
              </Link>
            </Row>
          )}
          <Row name="Sends events of">{source === null ? 'Any source' : <PlatformName id={source} />}</Row>
          <Row name="Limit">{describeLimit(requestsPerMinute)}</Row>
          {mayAudit ? (
            <Row name="Look further">
              <span className="links">
                <Link to={`/audit?actorId=${encodeURIComponent(keyId)}`}>What was done with it</Link>
              </span>
            </Row>
          ) : null}
        </dl>
      </Panel>
      <Panel
        title="It may"
        aside={
          <span className="panel-aside">
            {formatCount(scopes.length)} {scopes.length === 1 ? 'scope' : 'scopes'}
          </span>
        }
      >
        <dl className="rows rows-wide">
          {scopes.map((scope) => (
            <div key={scope}>
              <dt>
                <code>{scope}</code>
              </dt>
              <dd>{scopeMeanings[scope] ?? ''}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </div>
  );
}

function describeLimit(requestsPerMinute: number | null): string {
  if (requestsPerMinute === null) return 'The hub’s default';
  return requestsPerMinute === 0 ? 'None' : `${formatCount(requestsPerMinute)} requests a minute`;
}
