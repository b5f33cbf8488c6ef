import type { ReactNode } from 'react';
import { Mark } from './mark.tsx';

/** In place of a page that cannot be drawn yet. What comes at once is not announced: the mark takes its time to appear. */
export function Waiting(): ReactNode {
  return (
    <main className="waiting" aria-busy="true" aria-label="Loading">
      <Mark size={30} />
    </main>
  );
}
