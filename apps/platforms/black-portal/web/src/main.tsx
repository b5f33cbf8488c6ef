import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { isProblem, ProblemError } from './api/problem.ts';
import { accountKey } from './api/use-session.ts';
import { App } from './app.tsx';
import './design/tokens.css';
import './design/base.css';
import './design/controls.css';
import './design/narrow.css';
import './design/rooms.css';

const retriesMax = 3;

/** A session that is over leads back to the door, whatever was asked when it turned out. */
function leaveWhenOver(error: unknown): void {
  if (isProblem(error, 'identity.session_expired')) client.setQueryData(accountKey, null);
}

const client = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenOver }),
  mutationCache: new MutationCache({ onError: leaveWhenOver }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What was refused will be refused again; only absence is worth waiting for.
      retry: (failures, error) =>
        failures < retriesMax &&
        error instanceof ProblemError &&
        (error.problem.status === 0 || error.problem.status >= 500),
    },
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
