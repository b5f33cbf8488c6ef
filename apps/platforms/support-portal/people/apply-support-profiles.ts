import type { SupportPortalProfile } from '@interlock/connector';
import type { Queryable } from '../../chassis/open-pool.ts';

/** Assigns butlers as the profiles say. A version that is not newer than the one held changes nothing. */
export async function applySupportProfiles(
  transaction: Queryable,
  profiles: readonly SupportPortalProfile[],
): Promise<void> {
  await transaction.query(
    // A list of lists is no PostgreSQL array unless all have one length, hence JSON for the protocols.
    `insert into support.people
       (user_id, version, tier, anonymous_id, active, butler_personality, whatsapp_linked, emergency_protocols)
     select user_id, version, tier, anonymous_id, active, butler_personality, whatsapp_linked,
            array(select jsonb_array_elements_text(emergency_protocols))
       from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::boolean[],
                   $8::jsonb[])
            as profile (user_id, version, tier, anonymous_id, active, butler_personality, whatsapp_linked,
                        emergency_protocols)
      order by user_id
     on conflict (user_id) do update
        set version = excluded.version, tier = excluded.tier, anonymous_id = excluded.anonymous_id,
            active = excluded.active, butler_personality = excluded.butler_personality,
            whatsapp_linked = excluded.whatsapp_linked, emergency_protocols = excluded.emergency_protocols
      where people.version < excluded.version`,
    [
      profiles.map(({ userId }) => userId),
      profiles.map(({ version }) => version),
      profiles.map(({ tier }) => tier),
      profiles.map(({ anonymousId }) => anonymousId),
      profiles.map(({ active }) => active),
      profiles.map(({ butlerPersonality }) => butlerPersonality),
      profiles.map(({ whatsappLinked }) => whatsappLinked),
      profiles.map(({ emergencyProtocols }) => JSON.stringify(emergencyProtocols)),
    ],
  );
}
