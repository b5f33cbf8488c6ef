import type { ReactNode } from 'react';

/** Stands where lines of text will be. */
export function Skeleton({ lines }: { readonly lines: number }): ReactNode {
  return (
    <output className="skeleton">
      <span className="hidden-text">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="skeleton-line" aria-hidden="true" />
      ))}
    </output>
  );
}
