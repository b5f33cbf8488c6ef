import { Link } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PersonDetail } from '../../api/people-contract.ts';
import { peopleQueries } from '../../api/people-queries.ts';
import { Badge } from '../../components/badge.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Row } from '../../components/row.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { joiningStates, personStates } from '../../components/states.ts';
import { TierName } from '../../components/tier-name.tsx';
import { Time } from '../../components/time.tsx';
import { humanise } from '../../format/names.ts';
import { useMay } from '../../session/use-may.ts';
import { JoiningSteps } from '../joinings/joining-steps.tsx';
import { Devices } from './devices.tsx';
import { PersonActions } from './person-actions.tsx';
import { RecoveryPanel } from './recovery-panel.tsx';
import { SealedProfile } from './sealed-profile.tsx';
import { SecondKeys } from './second-keys.tsx';

/** One person: state, devices, how they came, and what staff can do. */
export function PersonPage({ personId }: { readonly personId: string }): ReactNode {
  const query = useQuery({
    ...peopleQueries.person(personId),
    // What was asked for (another tier, a place) is there a moment later.
    refetchInterval: 3_000,
  });
  const state = query.data === undefined ? undefined : personStates[query.data.state];
  return (
    <Page
      title={
        <>
          <code>{personId}</code>
          {state === undefined ? null : <Badge tone={state.tone}>{state.label}</Badge>}
        </>
      }
      name={personId}
      back={{ to: '/people', label: 'People' }}
      actions={query.data === undefined ? null : <PersonActions person={query.data} />}
    >
      {query.isPending ? <Skeleton lines={8} /> : null}
      {query.isError ? <ProblemNotice error={query.error} /> : null}
      {query.data === undefined ? null : <Detail person={query.data} />}
    </Page>
  );
}

function Detail({ person }: { readonly person: PersonDetail }): ReactNode {
  const mayReveal = useMay('people:reveal');
  return (
    <div className="two-columns">
      <div className="stack">
        <Facts person={person} />
        {person.state === 'erased' || !mayReveal ? null : <SealedProfile personId={person.personId} />}
      </div>
      <div className="stack">
        <Devices person={person} />
        <SecondKeys person={person} />
        <Recoveries personId={person.personId} />
      </div>
    </div>
  );
}

function Facts({ person }: { readonly person: PersonDetail }): ReactNode {
  const id = encodeURIComponent(person.personId);
  const mayAudit = useMay('audit:read');
  const maySync = useMay('sync:read');
  const joinings = useQuery(peopleQueries.joinings({ personId: person.personId }));
  const own = joinings.data?.filter(({ personId }) => personId === person.personId) ?? [];
  return (
    <Panel title="Person" aside={<CopyButton text={person.personId} label="Copy the id" />}>
      <dl className="rows">
        <Row name="Role">{humanise(person.role)}</Row>
        <Row name="Tier">
          <TierName tier={person.tier} />
        </Row>
        <Row name="Since">
          <Time value={person.createdAt} />
        </Row>
        {own.map((joining) => (
          <Row key={joining.joiningId} name="Joining">
            <div className="joining-line">
              <Badge tone={joiningStates[joining.state].tone}>{joiningStates[joining.state].label}</Badge>
              {joining.state === 'welcome' ? null : <JoiningSteps joining={joining} />}
              <span className="soft">
                <Time value={joining.endedAt ?? joining.createdAt} />
              </span>
            </div>
            {joining.reason === null ? null : <p className="text-bad">{joining.reason}</p>}
          </Row>
        ))}
        <Row name="Look further">
          <span className="links">
            {maySync ? <Link to={`/users/${id}`}>What the platforms hold</Link> : null}
            {mayAudit ? <Link to={`/audit?subjectId=${id}`}>What was done to them</Link> : null}
            {mayAudit ? <Link to={`/audit?actorId=${id}`}>What they did</Link> : null}
          </span>
        </Row>
      </dl>
    </Panel>
  );
}

function Recoveries({ personId }: { readonly personId: string }): ReactNode {
  const { data } = useQuery(peopleQueries.recoveries);
  const own = data?.filter((recovery) => recovery.personId === personId) ?? [];
  return <RecoveryPanel title="Recoveries" recoveries={own} />;
}
