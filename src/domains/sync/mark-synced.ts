import type { Transaction } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';

/** A person whose profile every platform holds. */
export interface SyncedPerson {
  readonly userId: string;
  /** Of the profile; not of any platform’s own sequence. */
  readonly version: number;
}

const markSyncedStatement = `
    update sync.profiles profile
       set synced_version = version
     where user_id = any ($1) and synced_version < version
       and cardinality($2::text[]) = (
         select count(*) from sync.platform_states state
          where state.user_id = profile.user_id and state.platform = any ($2)
            and state.confirmed_version = state.desired_version)
    returning user_id, version::float8 as version`;

/**
 * Marks the profiles whose present version all platforms hold now, and tells which they are. The caller holds
 * locks on them.
 *
 * @param platforms those that take profiles
 */
export async function markSynced(
  transaction: Transaction,
  userIds: readonly string[],
  platforms: readonly PlatformId[],
): Promise<SyncedPerson[]> {
  const rows = await transaction.query<{ user_id: string; version: number }>(markSyncedStatement, [
    userIds,
    platforms,
  ]);
  return rows.map(({ user_id: userId, version }) => ({ userId, version }));
}
