import type { ReactNode } from 'react';
import { Field } from '../../components/field.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Select } from '../../components/select.tsx';
import { useLive } from '../../live/live-context.tsx';
import type { FilterState } from '../../navigation/use-filters.ts';
import { fromLocalField, toLocalField } from './local-moment.ts';

/** What the platforms of the reference installation say; others can be typed. */
const commonTypes = [
  'user_created',
  'user_upgraded',
  'trade_executed',
  'butler_interaction',
  'service_request',
  'emergency_triggered',
  'portfolio_update',
  'compliance_check',
];

/** What events are searched by. */
export function EventFilters({ state }: { readonly state: FilterState }): ReactNode {
  const { filters, set } = state;
  const platforms = useLive((live) => live.platforms);
  const platformOptions = [
    { value: '', label: 'Any platform' },
    ...platforms.map(({ platformId, displayName }) => ({ value: platformId, label: displayName })),
  ];
  return (
    <FilterBar state={state}>
      <Field
        label="Member"
        value={filters['userId'] ?? ''}
        placeholder="member id"
        type="search"
        isSearch
        onChange={(userId) => set({ userId })}
      />
      <Field
        label="Type"
        value={filters['eventType'] ?? ''}
        placeholder="any"
        type="search"
        suggestions={commonTypes}
        onChange={(eventType) => set({ eventType })}
      />
      <Field
        label="Source"
        value={filters['source'] ?? ''}
        placeholder="any"
        type="search"
        suggestions={platforms.map(({ platformId }) => platformId)}
        onChange={(source) => set({ source })}
      />
      <Select
        label="For"
        value={filters['platform'] ?? ''}
        options={platformOptions}
        onChange={(platform) => set({ platform })}
      />
      <Field
        label="After"
        type="datetime-local"
        value={toLocalField(filters['from'])}
        onChange={(text) => set({ from: fromLocalField(text) })}
      />
      <Field
        label="Before"
        type="datetime-local"
        value={toLocalField(filters['to'])}
        onChange={(text) => set({ to: fromLocalField(text) })}
      />
    </FilterBar>
  );
}
