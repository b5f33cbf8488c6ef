import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';

/** What the first look at an empty hub says. */
export function NothingYet(): ReactNode {
  return (
    <EmptyState icon="flow" title="Nothing has flowed yet">
      Run <code>npm run demo</code> to replay a year of real trades through the hub, or connect your own
      platform.
    </EmptyState>
  );
}
