import { syncErrors } from './errors.ts';
import { readUnifiedProfiles } from './read-unified-profiles.ts';
import type { Sync } from './types.ts';
import type { UnifiedProfile } from './unified-profile.ts';

/**
 * The unified profile of a person.
 *
 * @throws `sync.unknown_user`
 */
export async function getUnifiedProfile(
  sync: Pick<Sync, 'database' | 'connectors'>,
  userId: string,
): Promise<UnifiedProfile> {
  const profile = (await readUnifiedProfiles(sync, [userId])).get(userId);
  if (profile === undefined) {
    throw syncErrors('sync.unknown_user', { detail: `Nobody is known as ${userId}.` });
  }
  return profile;
}
