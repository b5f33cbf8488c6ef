import { useState, type ReactNode } from 'react';
import { peopleCommands } from '../../api/people-commands.ts';
import type { Tier } from '../../api/contract.ts';
import type { PersonDetail } from '../../api/people-contract.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { humanise } from '../../format/names.ts';
import { useMay } from '../../session/use-may.ts';
import { tierOrder } from '../../components/tier-order.ts';

type Action = 'tier' | 'suspend' | 'reinstate' | 'recovery';

/** What staff can do to a person, as far as the role and the person’s state allow. */
export function PersonActions({ person }: { readonly person: PersonDetail }): ReactNode {
  const mayAdminister = useMay('people:admin');
  const mayRecover = useMay('recovery:request');
  const [action, setAction] = useState<Action>();
  const { state, tier } = person;
  const offered: readonly (readonly [Action, string])[] = [
    ...(mayRecover && state === 'active' ? [['recovery', 'Recover…'] as const] : []),
    ...(mayAdminister && state === 'active' && tier !== null ? [['tier', 'Change tier…'] as const] : []),
    ...(mayAdminister && state === 'active' ? [['suspend', 'Suspend…'] as const] : []),
    ...(mayAdminister && state === 'suspended' ? [['reinstate', 'Reinstate…'] as const] : []),
  ];
  return (
    <>
      {offered.map(([each, label]) => (
        <button key={each} type="button" className="button" onClick={() => setAction(each)}>
          {label}
        </button>
      ))}
      <ActionDialog person={person} action={action} onClose={() => setAction(undefined)} />
    </>
  );
}

interface ActionDialogProps {
  readonly person: PersonDetail;
  readonly action: Action | undefined;
  readonly onClose: () => void;
}

function ActionDialog({ person, action, onClose }: ActionDialogProps): ReactNode {
  const { personId } = person;
  switch (action) {
    case 'tier':
      return <TierDialog person={person} onClose={onClose} />;
    case 'suspend':
      return (
        <ReasonDialog
          title="Suspend this person?"
          action="Suspend"
          tone="danger"
          run={(reason) => peopleCommands.suspend(personId, reason)}
          done="The person is suspended"
          refreshes={['person', 'people']}
          example="Fraud suspected, case 4711"
          onClose={onClose}
        >
          <p>
            Every session ends at once, every device is out on every platform, and the person leaves the
            anonymous group of their tier. What they own stays.
          </p>
        </ReasonDialog>
      );
    case 'reinstate':
      return (
        <ReasonDialog
          title="Reinstate this person?"
          action="Reinstate"
          run={(reason) => peopleCommands.reinstate(personId, reason)}
          done="The person is reinstated"
          refreshes={['person', 'people']}
          example="Cleared, case 4711"
          onClose={onClose}
        >
          <p>
            They may come back. Their devices stay out: they need a recovery, which a second person approves.
          </p>
        </ReasonDialog>
      );
    case 'recovery':
      return (
        <ReasonDialog
          title="Ask for a recovery?"
          action="Ask"
          run={(reason) => peopleCommands.requestRecovery(personId, reason)}
          done="A second person must approve it now"
          refreshes={['recoveries']}
          example="Lost the only phone; identity checked by video call"
          onClose={onClose}
        >
          <p>
            For somebody who lost every device and the second key. Nothing happens until another member of
            staff approves it; then the person gets a code for one new device.
          </p>
        </ReasonDialog>
      );
    case undefined:
      return null;
  }
}

interface TierDialogProps {
  readonly person: PersonDetail;
  readonly onClose: () => void;
}

function TierDialog({ person: { personId, tier }, onClose }: TierDialogProps): ReactNode {
  const [wanted, setWanted] = useState<Tier>(tier ?? 'onyx');
  return (
    <ReasonDialog
      title="Change the tier?"
      action="Change"
      canRun={wanted !== tier}
      run={(reason) => peopleCommands.changeTier(personId, wanted, reason)}
      done={`${humanise(wanted)} goes out to every platform`}
      refreshes={['person', 'people', 'user', 'users', 'members']}
      example="Agreed with the relationship manager"
      onClose={onClose}
    >
      <p>Limits, butler and the anonymous group follow, on every platform, within a moment.</p>
      <Segmented<Tier>
        label="Tier"
        value={wanted}
        options={tierOrder.map((each) => ({ value: each, label: humanise(each) }))}
        onChange={setWanted}
      />
    </ReasonDialog>
  );
}
