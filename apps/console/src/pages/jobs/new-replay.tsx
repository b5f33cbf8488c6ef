import { Dialog } from '@interlock/design';
import { useState, type ReactNode } from 'react';
import type { ReplaySelection } from '../../api/contract.ts';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { useLive } from '../../live/live-context.tsx';
import { fromLocalField, toLocalField } from '../events/local-moment.ts';
import { ReplayDialog } from './replay-dialog.tsx';

const listOf = (text: string): readonly string[] =>
  text
    .split(/[\s,]+/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** Chooses what to replay; the next step counts it before anything is sent. */
export function NewReplay({ onClose }: { readonly onClose: () => void }): ReactNode {
  const platforms = useLive((state) => state.platforms);
  const [selection, setSelection] = useState<ReplaySelection>({});
  const [chosen, setChosen] = useState(false);
  if (chosen) return <ReplayDialog title="Replay these events?" selection={selection} onClose={onClose} />;

  function change(name: keyof ReplaySelection, value: string | readonly string[] | undefined): void {
    const { [name]: _previous, ...others } = selection;
    const isEmpty = value === undefined || value.length === 0;
    setSelection(isEmpty ? others : { ...others, [name]: value });
  }

  return (
    <Dialog title="Replay events" onClose={onClose}>
      <div className="dialog-text form">
        <p>Choose what is sent again by at least one of these. Whatever is left empty matches everything.</p>
        <Select
          label="To platform"
          value={selection.platform ?? ''}
          options={[
            { value: '', label: 'Every platform it was for' },
            ...platforms.map(({ platformId, displayName }) => ({ value: platformId, label: displayName })),
          ]}
          onChange={(platform) => change('platform', platform)}
        />
        <Field
          label="Event types"
          value={(selection.eventTypes ?? []).join(', ')}
          placeholder="trade_executed, user_upgraded"
          onChange={(text) => change('eventTypes', listOf(text))}
        />
        <Field
          label="Member"
          value={selection.userId ?? ''}
          placeholder="member-0001"
          onChange={(userId) => change('userId', userId.trim())}
        />
        <div className="form-pair">
          <Field
            label="After"
            type="datetime-local"
            value={toLocalField(selection.from)}
            onChange={(text) => change('from', fromLocalField(text))}
          />
          <Field
            label="Before"
            type="datetime-local"
            value={toLocalField(selection.to)}
            onChange={(text) => change('to', fromLocalField(text))}
          />
        </div>
      </div>
      <DialogFoot
        action="Count them"
        canRun={Object.keys(selection).length > 0}
        onRun={() => setChosen(true)}
        onClose={onClose}
      />
    </Dialog>
  );
}
