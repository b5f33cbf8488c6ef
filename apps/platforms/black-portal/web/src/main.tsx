import { isProblem, isWorthRetrying, showPages } from '@interlock/design';
import '@interlock/design/calm.css';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { accountKey } from './api/use-session.ts';
import { App } from './app.tsx';
import './design/text.css';
import './design/controls.css';
import './design/narrow.css';
import './design/rooms.css';

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
      retry: isWorthRetrying,
    },
  },
});

showPages(
  <QueryClientProvider client={client}>
    <App />
  </QueryClientProvider>,
);
