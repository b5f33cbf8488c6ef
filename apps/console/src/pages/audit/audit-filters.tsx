import { useState, type ReactNode } from 'react';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { humanise } from '../../format/names.ts';
import type { FilterState } from '../../navigation/use-filters.ts';
import { fromLocalField, toLocalField } from '../events/local-moment.ts';
import { PersonalValueDialog } from './personal-value-dialog.tsx';

const actorKinds = ['staff', 'service_key', 'member', 'hub', 'anonymous'] as const;

/** Things that acts are about; an action may be given whole too. */
const nouns = [
  'access',
  'audit_log',
  'circle',
  'device',
  'invitation',
  'invitations',
  'member',
  'passkey',
  'person',
  'platform',
  'recovery',
  'service_key',
  'session',
  'staff',
];

/** What entries are searched by. */
export function AuditFilters({ filters, isFiltered, set, clear }: FilterState): ReactNode {
  const [looking, setLooking] = useState(false);
  const personal = filters['personal'];
  return (
    <search className="filters">
      <Field
        label="Action"
        type="search"
        value={filters['action'] ?? ''}
        placeholder="person, staff.signed_in"
        suggestions={nouns}
        isSearch
        onChange={(action) => set({ action: action.trim() })}
      />
      <Select
        label="Done by"
        value={filters['actorKind'] ?? ''}
        options={[
          { value: '', label: 'Anybody' },
          ...actorKinds.map((kind) => ({ value: kind, label: humanise(kind) })),
        ]}
        onChange={(actorKind) => set({ actorKind })}
      />
      <Field
        label="Name or id of the doer"
        value={filters['actorId'] ?? ''}
        onChange={(actorId) => set({ actorId: actorId.trim() })}
      />
      <Field
        label="Done to"
        value={filters['subjectId'] ?? ''}
        placeholder="id"
        onChange={(subjectId) => set({ subjectId: subjectId.trim() })}
      />
      <Field
        label="From"
        type="datetime-local"
        value={toLocalField(filters['from'])}
        onChange={(from) => set({ from: fromLocalField(from) })}
      />
      <Field
        label="Before"
        type="datetime-local"
        value={toLocalField(filters['to'])}
        onChange={(to) => set({ to: fromLocalField(to) })}
      />
      {personal === undefined ? (
        <button type="button" className="button" onClick={() => setLooking(true)}>
          Personal value…
        </button>
      ) : (
        <p className="filters-note">{humanise(personal.split(':')[0] ?? '')}, by its keyed hash</p>
      )}
      {isFiltered ? (
        <button type="button" className="button button-quiet filters-clear" onClick={clear}>
          Clear
        </button>
      ) : null}
      {looking ? (
        <PersonalValueDialog onClose={() => setLooking(false)} onHash={(hash) => set({ personal: hash })} />
      ) : null}
    </search>
  );
}
