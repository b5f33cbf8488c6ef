import { Link } from '@interlock/design';
import type { ReactNode } from 'react';
import { NarrowPage } from '../components/narrow-page.tsx';

export function NotFoundPage(): ReactNode {
  return (
    <NarrowPage
      title="There is no such room"
      lead="The address may have been mistyped, or the room was closed."
    >
      <p className="form">
        <Link to="/" className="button button-primary">
          Back to the entrance
        </Link>
      </p>
    </NarrowPage>
  );
}
