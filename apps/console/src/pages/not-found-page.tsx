import { Link } from '@interlock/design';
import type { ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';

export function NotFoundPage(): ReactNode {
  return (
    <Page title="Nothing here" name="Not found">
      <EmptyState icon="search" title="The console has no page at this address">
        <Link to="/">Go to the live flow</Link>
      </EmptyState>
    </Page>
  );
}
