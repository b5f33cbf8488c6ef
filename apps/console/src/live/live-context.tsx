import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { createLiveConnection, type LiveConnection } from './create-live-connection.ts';
import type { LiveState } from './live-store.ts';
import { checkSessionOnLoss } from './check-session-on-loss.ts';
import { refreshOnMessage } from './refresh-on-message.ts';

const LiveContext = createContext<LiveConnection | undefined>(undefined);

/** Opens the live connection for everything below it. */
export function LiveProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const client = useQueryClient();
  const [connection] = useState(() =>
    createLiveConnection(`${window.location.origin.replace(/^http/, 'ws')}/ws/console`),
  );
  useEffect(() => {
    const stopRefreshing = refreshOnMessage(connection, client);
    const stopChecking = checkSessionOnLoss(connection, client);
    const close = connection.open();
    return () => {
      stopChecking();
      stopRefreshing();
      close();
    };
  }, [client, connection]);
  return <LiveContext value={connection}>{children}</LiveContext>;
}

/** A part of what the hub has told. The selector must give back the very same thing while it is unchanged. */
export function useLive<Part>(select: (state: LiveState) => Part): Part {
  const connection = useContext(LiveContext);
  if (connection === undefined) throw new Error('useLive is used outside of LiveProvider');
  return useSyncExternalStore(connection.subscribe, () => select(connection.getState()));
}
