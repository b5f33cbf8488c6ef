import type { Queryable } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import type { Tier } from '#kernel/tiers';
import type { Push } from './types.ts';

interface PushRow extends Record<string, unknown> {
  readonly platform: PlatformId;
  readonly user_id: string;
  readonly version: number;
  readonly tier: Tier;
  readonly active: boolean;
  readonly whatsapp_linked: boolean;
  readonly pseudonym_key: Buffer;
  readonly attempts: number;
  readonly is_untold: boolean;
}

/*
 * A statement of its own, after the claim: profile and desired version change in one transaction, so one snapshot
 * shows a version with its own content. A claim that joined the profile could wait for a lock and then pair the
 * newest version with the profile of its older snapshot.
 */
const readPushesStatement = `
    select state.platform, profile.user_id, state.desired_version::float8 as version, profile.tier,
           profile.active, profile.whatsapp_linked, profile.pseudonym_key, state.attempts,
           profile.synced_version < profile.version as is_untold
      from sync.platform_states state join sync.profiles profile using (user_id)
     where state.platform = any ($1) and state.user_id = any ($2)
       and state.confirmed_version <> state.desired_version
     order by profile.user_id`;

/** Reads what these people’s pending pushes must say, by platform. */
export async function readPushes(
  target: Queryable,
  platforms: readonly PlatformId[],
  userIds: readonly string[],
): Promise<ReadonlyMap<PlatformId, readonly Push[]>> {
  if (userIds.length === 0) return new Map();
  const rows = await target.query<PushRow>(readPushesStatement, [platforms, userIds]);
  return Map.groupBy(rows.map(toPush), ({ platform }) => platform);
}

function toPush(row: PushRow): Push & { readonly platform: PlatformId } {
  return {
    platform: row.platform,
    userId: row.user_id,
    version: row.version,
    tier: row.tier,
    active: row.active,
    whatsappLinked: row.whatsapp_linked,
    pseudonymKey: row.pseudonym_key,
    attempts: row.attempts,
    isUntold: row.is_untold,
  };
}
