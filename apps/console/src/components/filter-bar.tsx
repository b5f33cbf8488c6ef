import type { ReactNode } from 'react';
import type { FilterState } from '../navigation/use-filters.ts';

export interface FilterBarProps {
  readonly state: FilterState;
  readonly children: ReactNode;
}

/** What a list is narrowed by, and the way back to the whole of it. */
export function FilterBar({ state, children }: FilterBarProps): ReactNode {
  return (
    <search className="filters">
      {children}
      {state.isFiltered ? (
        <button type="button" className="button button-quiet filters-clear" onClick={state.clear}>
          Clear
        </button>
      ) : null}
    </search>
  );
}
