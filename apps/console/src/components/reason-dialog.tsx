import { useState, type ReactNode } from 'react';
import { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog.tsx';
import { Field } from './field.tsx';

export interface ReasonDialogProps extends Omit<ConfirmDialogProps, 'run'> {
  readonly run: (reason: string) => Promise<unknown>;
  /** What a reason looks like here. */
  readonly example: string;
}

/** Asks before doing something to a person, and why: the reason stands in the audit log for good. */
export function ReasonDialog({ run, example, children, ...rest }: ReasonDialogProps): ReactNode {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <ConfirmDialog {...rest} run={() => run(given)} canRun={given !== '' && rest.canRun !== false}>
      {children}
      <Field label="Reason" value={reason} placeholder={example} onChange={setReason} />
      <p className="fine-print">The reason stands in the audit log, beside your name, for good.</p>
    </ConfirmDialog>
  );
}
