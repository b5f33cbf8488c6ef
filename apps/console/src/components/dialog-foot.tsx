import type { ReactNode } from 'react';

export interface DialogFootProps {
  /** What the window is for, as its button says it. */
  readonly action: string;
  readonly tone?: 'danger' | 'primary';
  readonly canRun?: boolean;
  readonly isRunning?: boolean;
  /** What the button says meanwhile. */
  readonly running?: string;
  /** Left out where a form is submitted instead. */
  readonly onRun?: () => void;
  readonly onClose: () => void;
}

/** The two ways out of a window: leave it be, or do it. */
export function DialogFoot(props: DialogFootProps): ReactNode {
  const { action, tone = 'primary', canRun = true, isRunning = false, running = 'Working…' } = props;
  return (
    <footer className="dialog-foot">
      <button type="button" className="button" onClick={props.onClose}>
        Cancel
      </button>
      <button
        type={props.onRun === undefined ? 'submit' : 'button'}
        className={`button button-${tone}`}
        disabled={isRunning || !canRun}
        onClick={props.onRun}
      >
        {isRunning ? running : action}
      </button>
    </footer>
  );
}
