import type { ReactNode } from 'react';
import { explain } from '../words/explain.ts';

/** What went wrong; read out as soon as it appears. Keeps its place when there is nothing to say. */
export function Mishap({ error }: { readonly error: unknown }): ReactNode {
  const known = error === null || error === undefined ? undefined : explain(error);
  return (
    <div role="alert" className="mishap-place">
      {known === undefined ? null : (
        <div className="mishap">
          <p className="mishap-title">{known.title}</p>
          <p>{known.text}</p>
        </div>
      )}
    </div>
  );
}
