import type { Tier } from '#kernel/tiers';

/**
 * Brings profiles to what is wanted, any number at once, and tells what was before. `null` leaves a field alone.
 *
 * Rows are locked and written in the order of the user ids, as everywhere in this domain, so that two batches
 * with people in common wait for each other instead of deadlocking. A row is written only when it changes.
 *
 * Like all statements of this domain it is not a named (prepared) one. Measured on 2 cores, milliseconds of the
 * server's CPU for one `syncUser`: named 4.7 and unnamed 6.7 when the tables were analysed before the first call,
 * but named 26 and unnamed 9 when they grew from empty to 30,000 rows since, because a kept plan goes on reading
 * whole tables that were small when it was made.
 */
export const upsertProfilesStatement = `
    with wanted as (
      select * from unnest($1::text[], $2::text[], $3::boolean[], $4::boolean[], $5::text[])
        as wanted (user_id, tier, active, whatsapp_linked, source)
    ), known as (
      select user_id, tier, active, whatsapp_linked
        from sync.profiles
       where user_id = any ($1)
       order by user_id
         for no key update
    ), written as (
      insert into sync.profiles as profile (user_id, tier, active, whatsapp_linked, source)
      select wanted.user_id, coalesce(wanted.tier, known.tier), coalesce(wanted.active, known.active, true),
             coalesce(wanted.whatsapp_linked, known.whatsapp_linked, false), wanted.source
        from wanted left join known using (user_id)
       where coalesce(wanted.tier, known.tier) is not null
       order by wanted.user_id collate "C"
      on conflict (user_id) do update
         set tier = excluded.tier, active = excluded.active, whatsapp_linked = excluded.whatsapp_linked,
             source = excluded.source, version = profile.version + 1, updated_at = now()
       where (profile.tier, profile.active, profile.whatsapp_linked)
          is distinct from (excluded.tier, excluded.active, excluded.whatsapp_linked)
      returning user_id, tier, version
    )
    select wanted.user_id, known.tier as previous_tier, written.tier, written.version::float8 as version
      from wanted left join known using (user_id) left join written using (user_id)
     where known.user_id is not null or written.user_id is not null`;

export interface UpsertedRow extends Record<string, unknown> {
  readonly user_id: string;
  /** `null`: the person was not known before. */
  readonly previous_tier: Tier | null;
  /** Tier and version as written; `null` when nothing changed. */
  readonly tier: Tier | null;
  readonly version: number | null;
}
