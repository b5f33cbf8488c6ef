import { useState, type ReactNode } from 'react';
import { hashPersonalValue } from '../../api/audit-queries.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';

const kinds = [
  { value: 'email', label: 'E-mail' },
  { value: 'phone', label: 'Telephone' },
  { value: 'address', label: 'Network address' },
];

export interface PersonalValueDialogProps {
  readonly onClose: () => void;
  /** `kind:hash`, as entries are searched by. */
  readonly onHash: (hash: string) => void;
}

/** The log holds personal values only as keyed hashes; who knows a value can still look for it. */
export function PersonalValueDialog({ onClose, onHash }: PersonalValueDialogProps): ReactNode {
  const [kind, setKind] = useState('email');
  const [value, setValue] = useState('');
  return (
    <ConfirmDialog
      title="Look for a personal value"
      action="Look for it"
      canRun={value.trim() !== ''}
      run={async () => onHash(await hashPersonalValue(kind, value.trim()))}
      done="That you looked for it stands in the log"
      refreshes={['audit-entries']}
      onClose={onClose}
    >
      <p>
        The log holds such values as keyed hashes only. The hub makes the hash of yours and looks for that;
        the value goes into no address and no log. That somebody looked is recorded.
      </p>
      <div className="form-pair">
        <Select label="Kind" value={kind} options={kinds} onChange={setKind} />
        <Field label="Value" value={value} onChange={setValue} />
      </div>
    </ConfirmDialog>
  );
}
