import { navigate } from '@interlock/design';
import type { ReactNode } from 'react';
import type { Joining, JoiningState, JoiningStep } from '../../api/contract.ts';
import { Button } from '../../components/button.tsx';
import { Mishap } from '../../components/mishap.tsx';
import { NarrowPage } from '../../components/narrow-page.tsx';
import { useJoining } from './use-joining.ts';

const steps: readonly { readonly step: JoiningStep; readonly words: string }[] = [
  { step: 'passkey', words: 'Your device is known' },
  { step: 'pseudonyms', words: 'A name for each platform, none of them yours' },
  { step: 'platforms', words: 'Your place on every platform' },
  { step: 'welcome', words: 'The welcome' },
];

export interface ProgressStepProps {
  readonly joiningId: string;
  readonly displayName: string;
  readonly onWelcome: () => void;
  readonly onOver: () => void;
}

/** Whoever is stuck is told the same as who failed: what is left to undo is not for them to do. */
const over: ReadonlySet<JoiningState> = new Set(['failed', 'withdrawn', 'stuck']);

/** What is being prepared, until all of it is; the hub says each step as it happens. */
export function ProgressStep({ joiningId, displayName, onWelcome, onOver }: ProgressStepProps): ReactNode {
  const { joining, error } = useJoining(joiningId);
  if (joining !== undefined && over.has(joining.state)) {
    return <JoiningOver reason={joining.reason} onOver={onOver} />;
  }
  const isWelcome = joining?.state === 'welcome';
  return (
    <NarrowPage
      title={isWelcome ? `Welcome, ${displayName}` : 'Your place is being prepared'}
      lead={
        isWelcome
          ? 'Everything is ready. From now on this device opens the door, and you alone open the device.'
          : 'This takes a moment. You may close the page; it goes on without you.'
      }
    >
      <StepList joining={joining} />
      <Mishap error={error} />
      <div className="form">
        {isWelcome ? (
          <Button
            tone="primary"
            onClick={() => {
              onWelcome();
              navigate('/', { replace: true });
            }}
          >
            Enter
          </Button>
        ) : null}
      </div>
    </NarrowPage>
  );
}

function StepList({ joining }: { readonly joining: Joining | undefined }): ReactNode {
  const current = steps.findIndex(({ step }) => step === joining?.step);
  const isWelcome = joining?.state === 'welcome';
  return (
    <ol className="steps" aria-live="polite">
      {steps.map(({ step, words }, index) => {
        const state =
          isWelcome || index < current || index === 0 ? 'done' : index === current ? 'now' : 'next';
        return (
          <li key={step} data-state={state}>
            <span className="step-sign" aria-hidden="true" />
            {words}
            <span className="hidden-text">
              {state === 'done' ? ', done' : state === 'now' ? ', under way' : ''}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function JoiningOver({
  reason,
  onOver,
}: {
  readonly reason: string | null;
  readonly onOver: () => void;
}): ReactNode {
  return (
    <NarrowPage
      title="We could not prepare your place"
      lead="Nothing of you was kept, and your invitation is good again. Please try once more, or tell whoever invited you."
    >
      {reason === null ? null : <p className="quiet">{reason}</p>}
      <div className="form">
        <Button tone="primary" onClick={onOver}>
          Begin again
        </Button>
      </div>
    </NarrowPage>
  );
}
