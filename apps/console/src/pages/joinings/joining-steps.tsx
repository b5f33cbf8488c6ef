import type { ReactNode } from 'react';
import type { Joining, JoiningStep } from '../../api/people-contract.ts';

const steps: readonly JoiningStep[] = ['passkey', 'pseudonyms', 'platforms', 'welcome'];

const names: Readonly<Record<JoiningStep, string>> = {
  passkey: 'Passkey',
  pseudonyms: 'Pseudonyms',
  platforms: 'Platforms',
  welcome: 'Welcome',
};

/** How far a joining came, of four steps. */
export function JoiningSteps({ joining: { state, step } }: { readonly joining: Joining }): ReactNode {
  const at = steps.indexOf(step);
  return (
    <span>
      <span className="steps" aria-hidden="true">
        {steps.map((each, index) => (
          <span key={each} className={`step ${classOf(state, index, at)}`} />
        ))}
      </span>
      <span className="step-name">{names[step]}</span>
    </span>
  );
}

function classOf(state: Joining['state'], index: number, at: number): string {
  if (state === 'welcome' || index < at) return 'step-done';
  if (index > at) return '';
  if (state === 'failed' || state === 'stuck') return 'step-failed';
  return state === 'withdrawn' ? '' : 'step-now';
}
