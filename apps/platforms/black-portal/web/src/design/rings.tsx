import type { ReactNode } from 'react';

/** The sign of the house, large and barely there: drawn finer than the mark, where each ring passes below the other. */
export function Rings(): ReactNode {
  return (
    <svg className="rings" viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path d="M12.284 8.052A5.4 5.4 0 1 1 11.698 7.577" />
      <path d="M11.716 15.948A5.4 5.4 0 1 1 12.302 16.423" />
    </svg>
  );
}
