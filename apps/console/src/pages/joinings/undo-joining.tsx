import { useState, type ReactNode } from 'react';
import { peopleCommands } from '../../api/people-commands.ts';
import type { Joining } from '../../api/people-contract.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useMay } from '../../session/use-may.ts';

/** The way out for a joining that could neither be finished nor undone. */
export function UndoJoining({ joining: { joiningId } }: { readonly joining: Joining }): ReactNode {
  const mayUndo = useMay('people:admin');
  const [isAsking, setIsAsking] = useState(false);
  if (!mayUndo) return null;
  return (
    <>
      <button type="button" className="button button-small" onClick={() => setIsAsking(true)}>
        Undo…
      </button>
      {isAsking ? (
        <ReasonDialog
          title="Undo this joining?"
          action="Undo"
          tone="danger"
          run={(reason) => peopleCommands.undoJoining(joiningId, reason)}
          done="The joining is undone"
          refreshes={['joinings', 'people', 'person']}
          example="The platform takes withdrawals again, ticket 4711"
          onClose={() => setIsAsking(false)}
        >
          <p>
            It could not be finished, and undoing it failed for days. See to the cause first: the hub’s log
            names it. Then nothing of the person stays, and the invitation is good again.
          </p>
        </ReasonDialog>
      ) : null}
    </>
  );
}
