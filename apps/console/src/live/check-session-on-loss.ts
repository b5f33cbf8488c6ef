import type { QueryClient } from '@tanstack/react-query';
import { queries } from '../api/queries.ts';
import type { LiveConnection } from './create-live-connection.ts';

/**
 * Asks who is signed in whenever the connection is lost: browsers do not say why a WebSocket was refused, and
 * without a session none will ever open.
 */
export function checkSessionOnLoss(connection: LiveConnection, client: QueryClient): () => void {
  let previous = connection.getState().connection;
  return connection.subscribe(() => {
    const { connection: now } = connection.getState();
    if (now !== previous && now !== 'live') {
      void client.invalidateQueries({ queryKey: queries.session.queryKey });
    }
    previous = now;
  });
}
