import type { ReactNode } from 'react';

/** The sign of the house, large and barely there. */
export function Rings(): ReactNode {
  return (
    <svg className="rings" viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path d="M13.323 9.382A5.4 5.4 0 1 1 10.179 6.836" />
      <path d="M10.677 14.618A5.4 5.4 0 1 1 13.821 17.164" />
    </svg>
  );
}
