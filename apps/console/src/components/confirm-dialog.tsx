import { Dialog } from '@interlock/design';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DialogFoot } from './dialog-foot.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { useToast } from './toasts.tsx';

export interface ConfirmDialogProps {
  readonly title: string;
  /** What will happen, and what will not. */
  readonly children: ReactNode;
  readonly action: string;
  readonly tone?: 'danger' | 'primary';
  readonly run: () => Promise<unknown>;
  /** Said once it is done. */
  readonly done: string;
  /** Keys of what is read again afterwards. */
  readonly refreshes: readonly string[];
  readonly onClose: () => void;
  readonly onDone?: () => void;
  readonly canRun?: boolean;
}

/** Asks before doing something that others will notice; stays open with the reason when it fails. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const client = useQueryClient();
  const toast = useToast();
  const mutation = useMutation({
    mutationFn: props.run,
    onSuccess: async () => {
      toast(props.done);
      props.onClose();
      props.onDone?.();
      await Promise.all(props.refreshes.map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
  });
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <div className="dialog-text">{props.children}</div>
      {mutation.isError ? <ProblemNotice error={mutation.error} /> : null}
      <DialogFoot
        action={props.action}
        tone={props.tone ?? 'primary'}
        canRun={props.canRun !== false}
        isRunning={mutation.isPending}
        onRun={() => mutation.mutate()}
        onClose={props.onClose}
      />
    </Dialog>
  );
}
