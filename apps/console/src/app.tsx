import { ProblemError, Waiting } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queries } from './api/queries.ts';
import { ProblemNotice } from './components/problem-notice.tsx';
import { Toasts } from './components/toasts.tsx';
import { LiveProvider } from './live/live-context.tsx';
import { CurrentPage } from './navigation/current-page.tsx';
import { Shell } from './shell/shell.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';

/** Signed in: the console. Otherwise: how to sign in. */
export function App(): ReactNode {
  const session = useQuery(queries.session);
  if (session.isPending) return <Waiting />;
  if (session.error instanceof ProblemError && session.error.problem.status === 401) return <SignInPage />;
  // A session that was good stays so while the hub is away.
  if (session.data === undefined) {
    return (
      <main className="alone">{session.error === null ? null : <ProblemNotice error={session.error} />}</main>
    );
  }
  return (
    <Toasts>
      <LiveProvider>
        <Shell session={session.data}>
          <CurrentPage />
        </Shell>
      </LiveProvider>
    </Toasts>
  );
}
