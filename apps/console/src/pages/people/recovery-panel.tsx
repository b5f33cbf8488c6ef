import { Dialog, Link } from '@interlock/design';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { peopleCommands } from '../../api/people-commands.ts';
import type { DeviceCode, Recovery } from '../../api/people-contract.ts';
import { Badge } from '../../components/badge.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ShownOnce } from '../../components/shown-once.tsx';
import { Time } from '../../components/time.tsx';
import { useMay } from '../../session/use-may.ts';
import { useSession } from '../../session/use-session.ts';

export interface RecoveryPanelProps {
  readonly title: string;
  readonly recoveries: readonly Recovery[];
  /** Says whose each is, where that is not plain. */
  readonly withPerson?: boolean;
}

type Shown =
  | { readonly kind: 'approve' | 'refuse'; readonly recovery: Recovery }
  | { readonly kind: 'code'; readonly code: DeviceCode };

/**
 * Recoveries: one person asks, another decides. What came of a decision stays on the screen although the list that it
 * was made in may be empty by then.
 */
export function RecoveryPanel({ title, recoveries, withPerson = false }: RecoveryPanelProps): ReactNode {
  const [shown, setShown] = useState<Shown>();
  const close = (): void => setShown(undefined);
  return (
    <>
      {recoveries.length === 0 ? null : (
        <Panel title={title}>
          <ul className="entries">
            {recoveries.map((recovery) => (
              <li key={recovery.recoveryId}>
                <Request recovery={recovery} withPerson={withPerson} />
                <Outcome recovery={recovery} decide={(kind) => setShown({ kind, recovery })} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {shown?.kind === 'approve' ? (
        <ApproveDialog
          recovery={shown.recovery}
          onClose={close}
          onCode={(code) => setShown({ kind: 'code', code })}
        />
      ) : null}
      {shown?.kind === 'refuse' ? (
        <ConfirmDialog
          title="Refuse this recovery?"
          action="Refuse"
          tone="danger"
          run={() => peopleCommands.decideRecovery(shown.recovery.recoveryId, false)}
          done="The recovery is refused"
          refreshes={['recoveries']}
          onClose={close}
        >
          Nothing changes for the person. Somebody can ask again, with another reason.
        </ConfirmDialog>
      ) : null}
      {shown?.kind === 'code' ? (
        <ShownOnce title="The code for the new device" label="Code" secret={shown.code.code} onClose={close}>
          <p>
            The person types it on the new device before <Time value={shown.code.expiresAt} />. It works once
            and is seen <strong>this once</strong>. When it is used, every other device of theirs is out.
          </p>
        </ShownOnce>
      ) : null}
    </>
  );
}

interface RequestProps {
  readonly recovery: Recovery;
  readonly withPerson: boolean;
}

function Request({ recovery, withPerson }: RequestProps): ReactNode {
  return (
    <div className="entry-text">
      <span>“{recovery.reason}”</span>
      <span className="soft">
        {withPerson ? (
          <>
            For{' '}
            <Link to={`/people/${encodeURIComponent(recovery.personId)}`}>
              <code>{recovery.personId}</code>
            </Link>
            , asked
          </>
        ) : (
          'Asked'
        )}{' '}
        by {recovery.requestedBy}, <Time value={recovery.requestedAt} as="ago" />
      </span>
    </div>
  );
}

interface OutcomeProps {
  readonly recovery: Recovery;
  readonly decide: (kind: 'approve' | 'refuse') => void;
}

function Outcome({ recovery, decide }: OutcomeProps): ReactNode {
  const { operator } = useSession();
  const mayDecide = useMay('recovery:approve');
  const { decidedAt, decidedBy, approved, requestedBy } = recovery;
  if (decidedAt !== null) {
    return (
      <span className="outcome">
        <Badge tone={approved === true ? 'good' : 'quiet'}>
          {approved === true ? 'Approved' : 'Refused'}
        </Badge>
        <span className="soft">
          by {decidedBy}, <Time value={decidedAt} as="ago" />
        </span>
      </span>
    );
  }
  if (requestedBy === operator) return <Badge tone="warn">Waits for a second person</Badge>;
  if (!mayDecide) return <Badge tone="warn">Undecided</Badge>;
  return (
    <div className="button-row">
      <button type="button" className="button button-small" onClick={() => decide('refuse')}>
        Refuse…
      </button>
      <button type="button" className="button button-small button-primary" onClick={() => decide('approve')}>
        Approve…
      </button>
    </div>
  );
}

interface ApproveDialogProps {
  readonly recovery: Recovery;
  readonly onClose: () => void;
  readonly onCode: (code: DeviceCode) => void;
}

function ApproveDialog({ recovery, onClose, onCode }: ApproveDialogProps): ReactNode {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: () => peopleCommands.decideRecovery(recovery.recoveryId, true),
    onSuccess: (code) => {
      if (code !== null) onCode(code);
    },
    // Also when somebody else was faster.
    onSettled: () => client.invalidateQueries({ queryKey: ['recoveries'] }),
  });
  return (
    <Dialog title="Approve this recovery?" onClose={onClose}>
      <div className="dialog-text">
        <p>
          {recovery.requestedBy} asks: <strong>“{recovery.reason}”</strong>
        </p>
        <p>
          You vouch that it is really the person who asks. You get a code that lets one new device in; second
          keys are out at once, and all other devices when the code is used.
        </p>
      </div>
      {mutation.isError ? <ProblemNotice error={mutation.error} /> : null}
      <DialogFoot
        action="Approve"
        isRunning={mutation.isPending}
        onRun={() => mutation.mutate()}
        onClose={onClose}
      />
    </Dialog>
  );
}
