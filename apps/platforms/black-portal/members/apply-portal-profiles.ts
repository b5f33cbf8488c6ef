import type { BlackPortalProfile } from '@interlock/connector';
import type { Queryable } from '../../chassis/open-pool.ts';

/** Brings members to the state of their profiles. A version that is not newer than the one held changes nothing. */
export async function applyPortalProfiles(
  transaction: Queryable,
  profiles: readonly BlackPortalProfile[],
): Promise<void> {
  await transaction.query(
    // A list of lists is no PostgreSQL array unless all have one length, hence JSON for the features.
    `insert into portal.members (user_id, version, tier, anonymous_id, active, features, hardware_lock)
     select user_id, version, tier, anonymous_id, active,
            array(select jsonb_array_elements_text(features)), hardware_lock
       from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::boolean[], $6::jsonb[],
                   $7::boolean[])
            as profile (user_id, version, tier, anonymous_id, active, features, hardware_lock)
      order by user_id
     on conflict (user_id) do update
        set version = excluded.version, tier = excluded.tier, anonymous_id = excluded.anonymous_id,
            active = excluded.active, features = excluded.features, hardware_lock = excluded.hardware_lock
      where members.version < excluded.version`,
    [
      profiles.map(({ userId }) => userId),
      profiles.map(({ version }) => version),
      profiles.map(({ tier }) => tier),
      profiles.map(({ anonymousId }) => anonymousId),
      profiles.map(({ active }) => active),
      profiles.map(({ features }) => JSON.stringify(features)),
      profiles.map(({ hardwareLock }) => hardwareLock),
    ],
  );
}
