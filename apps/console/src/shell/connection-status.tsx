import type { ReactNode } from 'react';
import { useLive } from '../live/live-context.tsx';
import type { ConnectionState } from '../live/live-store.ts';

const words: Readonly<Record<ConnectionState, string>> = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  signed_out: 'Signed out',
};

/** Whether what is on the screen is live. Quiet while it is. */
export function ConnectionStatus(): ReactNode {
  const connection = useLive((state) => state.connection);
  return (
    <output className={`connection connection-${connection}`}>
      <span className="connection-dot" aria-hidden="true" />
      {words[connection]}
    </output>
  );
}
