import { announcePushes } from './announce-pushes.ts';
import { profilePlatforms } from './profile-platforms.ts';
import type { Sync } from './types.ts';
import { upsertProfiles } from './upsert-profiles.ts';

/** Ends a person’s access on every platform. Nobody known under the id is no error: then there is none. */
export async function deactivateUser(
  sync: Pick<Sync, 'database' | 'connectors'>,
  userId: string,
): Promise<void> {
  const platforms = profilePlatforms(sync.connectors).map(({ id }) => id);
  await sync.database.transaction(async (transaction) => {
    await upsertProfiles(transaction, [{ userId, active: false, source: 'hub' }], platforms);
    await announcePushes(transaction);
  });
}
