import { coalesceReads } from '#kernel/coalesce-reads';
import { followDatabase } from './follow-database.ts';
import { refreshPlatforms } from './refresh-platforms.ts';
import type { Connectors, ConnectorsDependencies } from './types.ts';

/**
 * Opens the registered platforms. What it knows follows the database within milliseconds: every change anywhere
 * is announced by NOTIFY. While the database is away it goes on with what it knows.
 *
 * @throws `crypto.cannot_open` when the secrets were sealed with another master key; `database.unavailable`
 */
export async function openConnectors(dependencies: ConnectorsDependencies): Promise<Connectors> {
  const refresh = coalesceReads(() => refreshPlatforms(connectors));
  const connectors: Connectors = {
    dependencies,
    platforms: new Map(),
    rateShare: 1,
    listeners: new Set(),
    suspicionListeners: new Set(),
    async refresh() {
      await refresh();
    },
    async close() {
      await follower.close();
      for (const { links } of connectors.platforms.values()) {
        await Promise.all(Array.from(links.values(), ({ pool }) => pool.destroy()));
      }
    },
  };
  const [problem] = await refresh();
  if (problem !== undefined) throw problem;
  const follower = followDatabase(connectors);
  return connectors;
}
