import type { ReactNode } from 'react';
import { humanise } from '../format/names.ts';
import type { FilterState } from '../navigation/use-filters.ts';
import { ChoiceFilter } from './choice-filter.tsx';
import { tierOrder } from './tier-order.ts';

const choices = Object.fromEntries(tierOrder.map((tier) => [tier, { label: humanise(tier) }]));

/** Narrows a list to the people of one tier. */
export function TierFilter({ state }: { readonly state: FilterState }): ReactNode {
  return <ChoiceFilter state={state} name="tier" label="Tier" all="All tiers" choices={choices} />;
}
