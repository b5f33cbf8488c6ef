import { Icon } from '@interlock/design';
import { useEffect, useState, type ReactNode } from 'react';
import { peopleCommands } from '../../api/people-commands.ts';
import type { PersonalProfile } from '../../api/people-contract.ts';
import { Panel } from '../../components/panel.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Row } from '../../components/row.tsx';

/** Nobody leaves a name open on a screen for longer. */
const shownMs = 120_000;

/** What a person told of itself: sealed, until somebody says why it is needed. It is kept nowhere and hides again. */
export function SealedProfile({ personId }: { readonly personId: string }): ReactNode {
  const [profile, setProfile] = useState<PersonalProfile>();
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (profile === undefined) return undefined;
    const timer = window.setTimeout(() => setProfile(undefined), shownMs);
    return () => window.clearTimeout(timer);
  }, [profile]);
  return (
    <Panel
      title="Name and contact"
      aside={
        profile === undefined ? (
          <button type="button" className="button button-small" onClick={() => setAsking(true)}>
            <Icon name="lock" />
            Read…
          </button>
        ) : (
          <button type="button" className="button button-small" onClick={() => setProfile(undefined)}>
            Hide
          </button>
        )
      }
    >
      <div aria-live="polite">
        {profile === undefined ? (
          <p className="panel-text soft">
            Sealed with this person’s own key. Reading it needs a reason and is written into the audit log.
          </p>
        ) : (
          <dl className="rows">
            <Row name="Name">{profile.displayName}</Row>
            <Row name="E-mail">{profile.email ?? <span className="faint">Not given</span>}</Row>
            <Row name="Telephone">{profile.phone ?? <span className="faint">Not given</span>}</Row>
          </dl>
        )}
      </div>
      {asking ? (
        <ReasonDialog
          title="Read name and contact?"
          action="Read"
          run={async (reason) => setProfile(await peopleCommands.readProfile(personId, reason))}
          done="Written into the audit log; hides again in two minutes"
          refreshes={[]}
          example="Called about a payment, ticket 4711"
          onClose={() => setAsking(false)}
        >
          <p>
            You see what the person told of themselves. That you did, and why, is recorded before you see it.
          </p>
        </ReasonDialog>
      ) : null}
    </Panel>
  );
}
