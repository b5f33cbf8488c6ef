import type { ReactNode } from 'react';
import { EmptyState } from './empty-state.tsx';

export interface NoMatchProps {
  readonly title: string;
  readonly clear: () => void;
}

/** In place of a list whose filters leave nothing: the way back to the whole of it. */
export function NoMatch({ title, clear }: NoMatchProps): ReactNode {
  return (
    <EmptyState icon="search" title={title}>
      <button type="button" className="button" onClick={clear}>
        Clear the filters
      </button>
    </EmptyState>
  );
}
