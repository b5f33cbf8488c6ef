import type { ReactNode } from 'react';

export interface StatProps {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly tone?: 'bad' | 'warn';
  readonly children?: ReactNode;
}

/** One figure with its name; `children` is the fine print. */
export function Stat({ label, value, unit, tone, children }: StatProps): ReactNode {
  return (
    <div className="stat">
      <dt>{label}</dt>
      <dd>
        <span className={`stat-value figures${tone === undefined ? '' : ` text-${tone}`}`}>
          {value}
          {unit === undefined ? null : <span className="stat-unit">{unit}</span>}
        </span>
        {children === undefined ? null : <span className="stat-note">{children}</span>}
      </dd>
    </div>
  );
}
