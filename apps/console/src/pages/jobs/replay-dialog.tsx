import { Dialog, navigate } from '@interlock/design';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { commands } from '../../api/commands.ts';
import type { ReplaySelection } from '../../api/contract.ts';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Select } from '../../components/select.tsx';
import { useToast } from '../../components/toasts.tsx';
import { formatCount } from '../../format/numbers.ts';

const rates = [
  { value: '10', label: '10 a second' },
  { value: '100', label: '100 a second' },
  { value: '1000', label: '1,000 a second' },
  { value: '100000', label: 'As fast as it goes' },
];

export interface ReplayDialogProps {
  readonly title: string;
  readonly selection: ReplaySelection;
  readonly onClose: () => void;
}

/** Counts what would be replayed first (a dry run), then asks for the rate, then replays. */
export function ReplayDialog({ title, selection, onClose }: ReplayDialogProps): ReactNode {
  const [rate, setRate] = useState('100');
  const client = useQueryClient();
  const toast = useToast();
  const dryRun = useQuery({
    queryKey: ['dry-run', selection],
    queryFn: () => commands.countReplay(selection),
    staleTime: 0,
    gcTime: 0,
  });
  const start = useMutation({
    mutationFn: () => commands.startReplay(selection, Number(rate)),
    onSuccess: async ({ matched }) => {
      toast(`${formatCount(matched)} events are being replayed`);
      onClose();
      navigate('/jobs');
      await Promise.all(
        ['replays', 'dead-letters'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      );
    },
  });
  const matched = dryRun.data?.matched;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="dialog-text">
        {dryRun.isPending ? <output>Counting what matches…</output> : null}
        {matched === undefined ? null : (
          <output>
            <strong className="figures">{formatCount(matched)}</strong>{' '}
            {matched === 1 ? 'event matches' : 'events match'}. Platforms that already applied one ignore it;
            the order per member is kept.
          </output>
        )}
        <Select label="Rate" value={rate} options={rates} onChange={setRate} />
      </div>
      {dryRun.isError ? <ProblemNotice error={dryRun.error} /> : null}
      {start.isError ? <ProblemNotice error={start.error} /> : null}
      <DialogFoot
        action={matched === undefined || matched === 0 ? 'Replay' : `Replay ${formatCount(matched)}`}
        canRun={matched !== undefined && matched > 0}
        isRunning={start.isPending}
        onRun={() => start.mutate()}
        onClose={onClose}
      />
    </Dialog>
  );
}
