import type { ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { NarrowPage } from '../components/narrow-page.tsx';

/** When nobody answers. */
export function AwayPage({ onRetry }: { readonly onRetry: () => void }): ReactNode {
  return (
    <NarrowPage title="We cannot be reached just now" lead="Your connection may be down. Nothing is lost.">
      <div className="form">
        <Button tone="primary" onClick={onRetry}>
          Try again
        </Button>
      </div>
    </NarrowPage>
  );
}
