import type { ReactNode } from 'react';

/** Where there is nothing to tell. A phone leaves the line out. */
export function Nothing(): ReactNode {
  return <span className="faint nothing">–</span>;
}
