import { Icon, type IconName } from '@interlock/design';
import type { ReactNode } from 'react';

export type CheckOutcome = 'good' | 'bad' | 'open';

export interface Check {
  readonly name: string;
  readonly outcome: CheckOutcome;
  readonly text: ReactNode;
}

const icons: Readonly<Record<CheckOutcome, IconName>> = { good: 'check', bad: 'close', open: 'help' };
const words: Readonly<Record<CheckOutcome, string>> = { good: 'Holds', bad: 'Fails', open: 'Not known' };

/** What was checked, one line each, and what came out. */
export function CheckList({ checks }: { readonly checks: readonly Check[] }): ReactNode {
  return (
    <ul className="checks">
      {checks.map(({ name, outcome, text }) => (
        <li key={name} className={`check check-${outcome}`}>
          <span className="check-sign">
            <Icon name={icons[outcome]} />
            <span className="hidden-text">{words[outcome]}: </span>
          </span>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
