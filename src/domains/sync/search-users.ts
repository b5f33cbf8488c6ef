import type { Tier } from '#kernel/tiers';
import { profilePlatforms } from './profile-platforms.ts';
import type { SyncHealth } from './sync-health.ts';
import type { Sync } from './types.ts';

export interface UserSearch {
  readonly tier?: Tier | undefined;
  readonly syncHealth?: SyncHealth | undefined;
  /** Beginning of the user id. */
  readonly idPrefix?: string | undefined;
  /** Last user id of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface UserSummary {
  readonly userId: string;
  readonly tier: Tier;
  readonly active: boolean;
  readonly source: string;
  readonly syncHealth: SyncHealth;
  /** How many platforms have not confirmed the present profile. */
  readonly pendingChanges: number;
  readonly lastFullSync: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

interface SummaryRow extends Record<string, unknown> {
  readonly user_id: string;
  readonly tier: Tier;
  readonly active: boolean;
  readonly source: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly health: SyncHealth;
  readonly pending: number;
  readonly last_full_sync: Date | null;
}

/** Finds people, in the order of their ids. */
export async function searchUsers(sync: Sync, search: UserSearch): Promise<UserSummary[]> {
  const platforms = profilePlatforms(sync.connectors).map(({ id }) => id);
  const rows = await sync.database.query<SummaryRow>(searchSql(search.syncHealth), [
    platforms,
    search.after ?? '',
    search.tier ?? null,
    search.idPrefix === undefined ? null : `${escapeLike(search.idPrefix)}%`,
    search.syncHealth ?? null,
    search.limit,
  ]);
  return rows.map((row) => ({
    userId: row.user_id,
    tier: row.tier,
    active: row.active,
    source: row.source,
    syncHealth: row.health,
    pendingChanges: row.pending,
    lastFullSync: row.last_full_sync?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }));
}

// Few people are out of step among many: finding those through the index of what is pending keeps it quick.
const onlyPending = `
      and profile.user_id in (
        select user_id from sync.platform_states
         where confirmed_version <> desired_version and platform = any ($1))`;

const searchSql = (syncHealth: SyncHealth | undefined): string => `
    select profile.user_id, profile.tier, profile.active, profile.source, profile.created_at,
           profile.updated_at, states.health, states.pending, states.last_full_sync
      from sync.profiles profile
     cross join lateral (
       select case when bool_or(sync.state_health(state) = 'failed') then 'failed'
                   when count(state.user_id) < cardinality($1::text[])
                     or bool_or(sync.state_health(state) = 'degraded') then 'degraded'
                   else 'healthy' end as health,
              count(*) filter (where state.confirmed_version <> state.desired_version)::float8 as pending,
              case when count(state.confirmed_at) = cardinality($1::text[])
                then min(state.confirmed_at) end as last_full_sync
         from sync.platform_states state
        where state.user_id = profile.user_id and state.platform = any ($1)
     ) states
     where profile.user_id > $2
       and ($3::text is null or profile.tier = $3)
       and ($4::text is null or profile.user_id like $4)
       and ($5::text is null or states.health = $5)
       ${syncHealth === 'failed' ? onlyPending : ''}
     order by profile.user_id
     limit $6`;

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');
