import type pg from 'pg';
import { sleep, type Clock } from '#kernel/time';
import type { Database } from './types.ts';

export interface Listener {
  close(): Promise<void>;
}

export interface ListenHandlers {
  readonly onNotification: (channel: string, payload: string) => void;
  /** After (re)connecting: notifications may have been missed, so look for yourself. */
  readonly onConnect: () => void;
}

const retryDelayMs = 250;

/**
 * Listens on PostgreSQL channels over a connection of its own, for as long as it is not closed.
 *
 * The connection is made again whenever it breaks; `onConnect` then says that there is something to catch up on.
 */
export function listen(
  database: Database,
  clock: Clock,
  channels: readonly string[],
  handlers: ListenHandlers,
): Listener {
  let closed = false;
  let client: pg.Client | undefined;

  async function connectOnce(): Promise<void> {
    client = await database.connect();
    const ended = new Promise<void>((resolve) => {
      // Not once: a second error without a listener would end the process.
      client?.on('error', () => resolve());
      client?.on('end', () => resolve());
    });
    client.on('notification', ({ channel, payload }) => handlers.onNotification(channel, payload ?? ''));
    for (const channel of channels) await client.query(`listen ${client.escapeIdentifier(channel)}`);
    handlers.onConnect();
    if (!closed) await ended;
  }

  async function run(): Promise<void> {
    while (!closed) {
      await connectOnce().catch(() => {});
      await client?.end().catch(() => {});
      if (!closed) await sleep(clock, retryDelayMs);
    }
  }

  const running = run();
  return {
    async close() {
      closed = true;
      await client?.end().catch(() => {});
      await running;
    },
  };
}
