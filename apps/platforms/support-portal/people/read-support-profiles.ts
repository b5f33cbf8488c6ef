import type { SupportPortalProfile } from '@interlock/connector';
import type { Queryable } from '../../chassis/open-pool.ts';

interface PersonRow {
  user_id: string;
  version: bigint;
  tier: SupportPortalProfile['tier'];
  anonymous_id: string;
  active: boolean;
  butler_personality: SupportPortalProfile['butlerPersonality'];
  whatsapp_linked: boolean;
  emergency_protocols: string[];
}

/** Rebuilds profiles from what the portal really holds, so that the hub can find drift. */
export async function readSupportProfiles(
  queryable: Queryable,
  userIds: readonly string[],
): Promise<SupportPortalProfile[]> {
  const { rows } = await queryable.query<PersonRow>(
    `select user_id, version, tier, anonymous_id, active, butler_personality, whatsapp_linked,
            emergency_protocols
       from support.people
      where user_id = any($1)`,
    [userIds],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    version: Number(row.version),
    tier: row.tier,
    anonymousId: row.anonymous_id,
    active: row.active,
    butlerPersonality: row.butler_personality,
    whatsappLinked: row.whatsapp_linked,
    emergencyProtocols: row.emergency_protocols,
  }));
}
