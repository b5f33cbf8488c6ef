import type { ReactNode } from 'react';
import type { FilterState } from '../navigation/use-filters.ts';
import { Select } from './select.tsx';

export interface ChoiceFilterProps {
  readonly state: FilterState;
  /** In the address. */
  readonly name: string;
  readonly label: string;
  /** What is said when nothing is chosen. */
  readonly all: string;
  readonly choices: Readonly<Record<string, { readonly label: string }>>;
}

/** Narrows a list to one of several. */
export function ChoiceFilter({ state, name, label, all, choices }: ChoiceFilterProps): ReactNode {
  return (
    <Select
      label={label}
      value={state.filters[name] ?? ''}
      options={[
        { value: '', label: all },
        ...Object.entries(choices).map(([value, choice]) => ({ value, label: choice.label })),
      ]}
      onChange={(value) => state.set({ [name]: value })}
    />
  );
}
