import { Dialog, navigate } from '@interlock/design';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { peopleCommands } from '../../api/people-commands.ts';
import type { CreatedServiceKey, ServiceKey } from '../../api/people-contract.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Select } from '../../components/select.tsx';
import { keyState } from '../../components/states.ts';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { NewKey } from './new-key.tsx';

const hourSeconds = 3_600;
const overlaps = [
  { value: '0', label: 'Not at all: the old key ends now' },
  { value: String(hourSeconds), label: 'An hour' },
  { value: String(24 * hourSeconds), label: 'A day' },
  { value: String(7 * 24 * hourSeconds), label: 'A week' },
  { value: String(30 * 24 * hourSeconds), label: 'A month' },
];

/** What can be done to a key that is still good. */
export function KeyActions({ serviceKey }: { readonly serviceKey: ServiceKey }): ReactNode {
  const { tone } = keyState(serviceKey, useNow(60_000));
  const [action, setAction] = useState<'rotate' | 'revoke'>();
  const [made, setMade] = useState<CreatedServiceKey>();
  const close = (): void => setAction(undefined);
  const isGood = tone === 'good' || tone === 'warn';
  return (
    <>
      {tone === 'good' ? (
        <button type="button" className="button" onClick={() => setAction('rotate')}>
          Rotate…
        </button>
      ) : null}
      {isGood ? (
        <button type="button" className="button" onClick={() => setAction('revoke')}>
          Revoke…
        </button>
      ) : null}
      {action === 'rotate' ? (
        <RotateDialog
          serviceKey={serviceKey}
          onClose={close}
          onMade={(key) => {
            close();
            setMade(key);
          }}
        />
      ) : null}
      {action === 'revoke' ? (
        <ConfirmDialog
          title={`Revoke ${serviceKey.name}?`}
          action="Revoke"
          tone="danger"
          run={() => peopleCommands.revokeKey(serviceKey.keyId)}
          done={`${serviceKey.name} is revoked`}
          refreshes={['keys']}
          onClose={close}
        >
          <p>
            Whatever still uses it is refused at once, and it never comes back.{' '}
            {serviceKey.lastUsedAt === null ? (
              'It was never used.'
            ) : (
              <>
                It was last used <Time value={serviceKey.lastUsedAt} as="ago" />.
              </>
            )}
          </p>
        </ConfirmDialog>
      ) : null}
      {made === undefined ? null : (
        <NewKey
          made={made}
          onClose={() => {
            setMade(undefined);
            navigate(`/keys/${encodeURIComponent(made.keyId)}`);
          }}
        />
      )}
    </>
  );
}

interface RotateDialogProps {
  readonly serviceKey: ServiceKey;
  readonly onClose: () => void;
  readonly onMade: (key: CreatedServiceKey) => void;
}

function RotateDialog({ serviceKey, onClose, onMade }: RotateDialogProps): ReactNode {
  const client = useQueryClient();
  const [overlap, setOverlap] = useState(String(24 * hourSeconds));
  const mutation = useMutation({
    mutationFn: () => peopleCommands.rotateKey(serviceKey.keyId, Number(overlap)),
    onSuccess: async (key) => {
      onMade(key);
      await client.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  return (
    <Dialog title={`Rotate ${serviceKey.name}?`} onClose={onClose}>
      <div className="dialog-text">
        <p>
          A new key with the same rights takes its place. The old one stays good beside it for as long as you
          need to put the new one everywhere.
        </p>
        <Select label="The old key stays good for" value={overlap} options={overlaps} onChange={setOverlap} />
      </div>
      {mutation.isError ? <ProblemNotice error={mutation.error} /> : null}
      <DialogFoot
        action="Rotate"
        isRunning={mutation.isPending}
        onRun={() => mutation.mutate()}
        onClose={onClose}
      />
    </Dialog>
  );
}
