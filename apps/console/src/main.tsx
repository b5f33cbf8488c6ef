import { isWorthRetrying, showPages } from '@interlock/design';
import '@interlock/design/dense.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App } from './app.tsx';
import './design/text.css';
import './design/controls.css';
import './design/shell.css';
import './design/pages.css';
import './design/people.css';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: isWorthRetrying,
    },
  },
});

showPages(
  <QueryClientProvider client={client}>
    <App />
  </QueryClientProvider>,
);
