import type { ReactNode } from 'react';
import type { CreatedServiceKey } from '../../api/people-contract.ts';
import { ShownOnce } from '../../components/shown-once.tsx';

export interface NewKeyProps {
  readonly made: CreatedServiceKey;
  readonly onClose: () => void;
}

/** The key itself: the only time it is seen. */
export function NewKey({ made, onClose }: NewKeyProps): ReactNode {
  return (
    <ShownOnce title={made.name} label="Key" secret={made.key} onClose={onClose}>
      <p>
        Send it as <code>Authorization: Bearer …</code>. It is seen <strong>this once</strong>; the hub keeps
        only a hash of it.
      </p>
    </ShownOnce>
  );
}
