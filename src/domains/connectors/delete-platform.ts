import type { PlatformId } from '#kernel/platforms';
import { connectorErrors, unknownPlatform } from './errors.ts';
import { findLivePlatform } from './find-live-platform.ts';
import { notifyChanged } from './notices.ts';
import type { Connectors } from './types.ts';

/** Counts the events that wait for a platform; given by whoever delivers them. */
export type CountWaitingEvents = (platformId: PlatformId) => Promise<number>;

/**
 * Forgets a platform with its secrets, unless events wait for it.
 *
 * @throws `connectors.unknown_platform`, `connectors.events_waiting`
 */
export async function deletePlatform(
  connectors: Connectors,
  platformId: PlatformId,
  countWaitingEvents: CountWaitingEvents,
): Promise<void> {
  findLivePlatform(connectors, platformId);
  const waiting = await countWaitingEvents(platformId);
  if (waiting > 0) {
    throw connectorErrors('connectors.events_waiting', {
      detail: `${waiting} events wait for ${platformId}.`,
      extensions: { waiting },
    });
  }
  const { database, lifecycle } = connectors.dependencies;
  await database.transaction(async (transaction) => {
    const deleted = await transaction.query('delete from connectors.platforms where id = $1 returning id', [
      platformId,
    ]);
    if (deleted.length === 0) throw unknownPlatform(platformId);
    await lifecycle?.deleted(transaction, platformId);
    await notifyChanged(transaction);
  });
  await connectors.refresh();
}
