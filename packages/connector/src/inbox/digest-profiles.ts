import { profileDigest } from '../profiles/profile-digest.ts';
import type { DigestAnswer } from '../protocol.ts';
import type { ApplyProfilesOptions } from './apply-profiles.ts';
import { runTransaction } from './run-transaction.ts';

/**
 * Tells which version of which profile the platform really holds, with a digest of each.
 *
 * @throws `connector.database_away`
 */
export async function digestProfiles(
  options: ApplyProfilesOptions,
  userIds: readonly string[],
): Promise<DigestAnswer> {
  const profiles = await runTransaction(
    options.pool,
    (transaction) => options.handlers.read(userIds, transaction),
    options.random,
  );
  return {
    profiles: profiles.map((profile) => ({
      userId: profile.userId,
      version: profile.version,
      digest: profileDigest(profile),
    })),
  };
}
