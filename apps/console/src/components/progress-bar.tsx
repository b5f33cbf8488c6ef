import type { ReactNode } from 'react';
import { formatCount, formatShare } from '../format/numbers.ts';

export interface ProgressBarProps {
  readonly label: string;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
}

/** How far something has come; what failed is shown apart. */
export function ProgressBar({ label, total, done, failed }: ProgressBarProps): ReactNode {
  const share = total === 0 ? 1 : (done + failed) / total;
  const text = `${formatCount(done + failed)} of ${formatCount(total)}${failed > 0 ? `, ${formatCount(failed)} failed` : ''}`;
  return (
    <div className="progress">
      <progress className="hidden-text" aria-label={label} max={1} value={share} aria-valuetext={text} />
      <span className="progress-track" aria-hidden="true">
        <span className="progress-done" style={{ width: `${total === 0 ? 100 : (done / total) * 100}%` }} />
        <span className="progress-failed" style={{ width: `${total === 0 ? 0 : (failed / total) * 100}%` }} />
      </span>
      <span className="progress-text figures">
        {formatShare(share)} <span className="faint">· {text}</span>
      </span>
    </div>
  );
}
