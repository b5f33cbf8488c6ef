import type { ReactNode } from 'react';
import { ChoiceFilter } from '../../components/choice-filter.tsx';
import { Field } from '../../components/field.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { humanise } from '../../format/names.ts';
import type { FilterState } from '../../navigation/use-filters.ts';
import { fromLocalField, toLocalField } from '../events/local-moment.ts';

const actorKinds = Object.fromEntries(
  ['staff', 'service_key', 'member', 'hub', 'anonymous'].map((kind) => [kind, { label: humanise(kind) }]),
);

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
export function AuditFilters({ state }: { readonly state: FilterState }): ReactNode {
  const { filters, set } = state;
  const personal = filters['personal'];
  return (
    <FilterBar state={state}>
      <Field
        label="Action"
        type="search"
        value={filters['action'] ?? ''}
        placeholder="any"
        suggestions={nouns}
        isSearch
        onChange={(action) => set({ action: action.trim() })}
      />
      <ChoiceFilter state={state} name="actorKind" label="Kind of actor" all="Anybody" choices={actorKinds} />
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
    </FilterBar>
  );
}
