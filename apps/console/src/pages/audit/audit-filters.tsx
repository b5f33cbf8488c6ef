import type { ReactNode } from 'react';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { humanise } from '../../format/names.ts';
import type { FilterState } from '../../navigation/use-filters.ts';
import { fromLocalField, toLocalField } from '../events/local-moment.ts';

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
  const personal = filters['personal'];
  return (
    <search className="filters">
      <Field
        label="Action"
        type="search"
        value={filters['action'] ?? ''}
        placeholder="any"
        suggestions={nouns}
        isSearch
        onChange={(action) => set({ action: action.trim() })}
      />
      <Select
        label="Kind of actor"
        value={filters['actorKind'] ?? ''}
        options={[
          { value: '', label: 'Anybody' },
          ...actorKinds.map((kind) => ({ value: kind, label: humanise(kind) })),
        ]}
        onChange={(actorKind) => set({ actorKind })}
      />
      <Field
        label="Actor"
        placeholder="name or id"
        value={filters['actorId'] ?? ''}
        onChange={(actorId) => set({ actorId: actorId.trim() })}
      />
      <Field
        label="Subject"
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
      {personal === undefined ? null : (
        <p className="filters-note">{humanise(personal.split(':')[0] ?? '')}, by its keyed hash</p>
      )}
      {isFiltered ? (
        <button type="button" className="button button-quiet filters-clear" onClick={clear}>
          Clear
        </button>
      ) : null}
    </search>
  );
}
