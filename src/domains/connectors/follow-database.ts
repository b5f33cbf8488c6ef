import { listen, type Listener } from '#infra/db';
import { sleep, type DurationMs } from '#kernel/time';
import { connectorChannel, parseNotice } from './notices.ts';
import type { Connectors } from './types.ts';

const retryDelayMs: DurationMs = 250;

/**
 * Refreshes the connectors whenever a change is announced, and after every reconnect, since announcements may have
 * been missed. While the database is away it keeps trying.
 */
export function followDatabase(connectors: Connectors): Listener {
  const { database, clock, logger } = connectors.dependencies;
  let closed = false;
  let isBehind = false;
  let following: Promise<void> | undefined;

  const catchUp = async (): Promise<void> => {
    while (isBehind && !closed) {
      isBehind = false;
      try {
        await connectors.refresh();
      } catch (error) {
        isBehind = true;
        logger.warn({ err: error }, 'platforms could not be read; trying again');
        await sleep(clock, retryDelayMs);
      }
    }
    following = undefined;
  };
  const fallBehind = (): void => {
    isBehind = true;
    following ??= catchUp();
  };

  const listener = listen(database, clock, [connectorChannel], {
    onConnect: fallBehind,
    onNotification: (_channel, payload) => {
      const notice = parseNotice(payload);
      if (notice.kind === 'changed') fallBehind();
      else for (const notify of connectors.suspicionListeners) notify(notice.platformId);
    },
  });
  return {
    async close() {
      closed = true;
      await listener.close();
      await following;
    },
  };
}
