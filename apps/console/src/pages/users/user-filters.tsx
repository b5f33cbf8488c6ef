import type { ReactNode } from 'react';
import { ChoiceFilter } from '../../components/choice-filter.tsx';
import { Field } from '../../components/field.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { syncStates } from '../../components/states.ts';
import { TierFilter } from '../../components/tier-filter.tsx';
import type { FilterState } from '../../navigation/use-filters.ts';

/** What members are searched by. */
export function UserFilters({ state }: { readonly state: FilterState }): ReactNode {
  const { filters, set } = state;
  return (
    <FilterBar state={state}>
      <Field
        label="Member"
        type="search"
        value={filters['search'] ?? ''}
        placeholder="begins with…"
        isSearch
        onChange={(search) => set({ search })}
      />
      <TierFilter state={state} />
      <ChoiceFilter state={state} name="syncHealth" label="Sync health" all="Any" choices={syncStates} />
    </FilterBar>
  );
}
