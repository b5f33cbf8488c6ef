import type { ReactNode } from 'react';

/** Two rings, each through the other: the sign of Interlock. */
export function Mark({ size = 24 }: { readonly size?: number }): ReactNode {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path className="mark-left" d="M13.323 9.382A5.4 5.4 0 1 1 10.179 6.836" />
      <path className="mark-right" d="M10.677 14.618A5.4 5.4 0 1 1 13.821 17.164" />
    </svg>
  );
}
