import { Icon, ProblemError } from '@interlock/design';
import type { ReactNode } from 'react';

/** What went wrong and what to do next, in the hub’s own words. */
export function ProblemNotice({ error }: { readonly error: Error }): ReactNode {
  const problem = error instanceof ProblemError ? error.problem : undefined;
  return (
    <div className="notice notice-bad" role="alert">
      <Icon name="warning" />
      <div>
        <p className="strong">{problem?.detail ?? error.message}</p>
        {problem === undefined ? null : (
          <p className="soft">
            {problem.fix} <code>{problem.code}</code>
          </p>
        )}
      </div>
    </div>
  );
}
