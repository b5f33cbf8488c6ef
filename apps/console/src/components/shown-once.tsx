import { Dialog, Icon } from '@interlock/design';
import { useState, type ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

export interface ShownOnceProps {
  readonly title: string;
  /** What it is, and what to do with it. */
  readonly children: ReactNode;
  readonly label: string;
  readonly secret: string;
  readonly onClose: () => void;
}

/** A secret that the hub gives this once. It is not closed by accident before it was copied. */
export function ShownOnce({ title, children, label, secret, onClose }: ShownOnceProps): ReactNode {
  const [kept, setKept] = useState(false);
  return (
    <GuardedDialog title={title} kept={kept} onClose={onClose}>
      <div className="dialog-text">{children}</div>
      <div className="secret">
        <code aria-label={label}>{secret}</code>
        <CopyButton text={secret} label={`Copy ${label.toLowerCase()}`} onCopied={() => setKept(true)} />
      </div>
    </GuardedDialog>
  );
}

export interface GuardedDialogProps {
  readonly title: string;
  /** Whether what is shown was copied or saved. */
  readonly kept: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that asks once more before it takes something away that nobody can bring back. */
export function GuardedDialog({ title, kept, onClose, children }: GuardedDialogProps): ReactNode {
  const [warned, setWarned] = useState(false);
  const close = (): void => {
    if (kept || warned) onClose();
    else setWarned(true);
  };
  return (
    <Dialog title={title} onClose={close}>
      {children}
      {warned && !kept ? (
        <div className="notice notice-warn" role="alert">
          <Icon name="warning" />
          <p>Not copied or saved yet, and the hub cannot show it again. Close once more to give it up.</p>
        </div>
      ) : null}
      <footer className="dialog-foot">
        <button type="button" className={`button ${kept ? 'button-primary' : ''}`} onClick={close}>
          {warned && !kept ? 'Close without it' : 'Done'}
        </button>
      </footer>
    </Dialog>
  );
}
