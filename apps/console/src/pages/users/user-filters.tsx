import type { ReactNode } from 'react';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { humanise } from '../../format/names.ts';
import type { FilterState } from '../../navigation/use-filters.ts';
import { tierOrder } from './tier-bar.tsx';

/** What members are searched by. */
export function UserFilters({ filters, isFiltered, set, clear }: FilterState): ReactNode {
  return (
    <search className="filters">
      <Field
        label="Member"
        type="search"
        value={filters['search'] ?? ''}
        placeholder="begins with…"
        isSearch
        onChange={(search) => set({ search })}
      />
      <Select
        label="Tier"
        value={filters['tier'] ?? ''}
        options={[
          { value: '', label: 'All tiers' },
          ...tierOrder.map((tier) => ({ value: tier, label: humanise(tier) })),
        ]}
        onChange={(tier) => set({ tier })}
      />
      <Select
        label="Sync health"
        value={filters['syncHealth'] ?? ''}
        options={[
          { value: '', label: 'Any' },
          { value: 'healthy', label: 'Healthy' },
          { value: 'degraded', label: 'Degraded' },
          { value: 'failed', label: 'Failed' },
        ]}
        onChange={(syncHealth) => set({ syncHealth })}
      />
      {isFiltered ? (
        <button type="button" className="button button-quiet filters-clear" onClick={clear}>
          Clear
        </button>
      ) : null}
    </search>
  );
}
