import type { Queryable } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';

/** Channel on which hubs tell each other that pushes are due. */
export const syncChannel = 'interlock_sync';

/** Wakes the workers of all hubs, on commit when the target is a transaction. Without a platform: for all of them. */
export async function announcePushes(target: Queryable, platform: PlatformId = ''): Promise<void> {
  await target.query('select pg_notify($1, $2)', [syncChannel, platform]);
}
