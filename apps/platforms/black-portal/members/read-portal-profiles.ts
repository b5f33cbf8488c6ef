import type { BlackPortalProfile, Tier } from '@interlock/connector';
import type { Queryable } from '../../chassis/open-pool.ts';

interface MemberRow {
  user_id: string;
  version: bigint;
  tier: Tier;
  anonymous_id: string;
  active: boolean;
  features: string[];
  hardware_lock: boolean;
}

/** Rebuilds profiles from what the portal really holds, so that the hub can find drift. */
export async function readPortalProfiles(
  queryable: Queryable,
  userIds: readonly string[],
): Promise<BlackPortalProfile[]> {
  const { rows } = await queryable.query<MemberRow>(
    `select user_id, version, tier, anonymous_id, active, features, hardware_lock
       from portal.members
      where user_id = any($1)`,
    [userIds],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    version: Number(row.version),
    tier: row.tier,
    anonymousId: row.anonymous_id,
    active: row.active,
    features: row.features,
    hardwareLock: row.hardware_lock,
  }));
}
