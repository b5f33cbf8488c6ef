import type { Pool } from 'pg';
import type { BlackPortalProfile, ProfileHandlers } from '../src/index.ts';

interface ProfileRow {
  user_id: string;
  version: number;
  tier: BlackPortalProfile['tier'];
  anonymous_id: string;
  active: boolean;
  features: string[];
  hardware_lock: boolean;
}

/** Keeps profiles as a platform would: in columns, newest version only. */
export async function createProfileHandlers(pool: Pool): Promise<ProfileHandlers<BlackPortalProfile>> {
  await pool.query(`
    create table profiles (
      user_id text primary key, version int not null, tier text not null check (tier in ('onyx', 'obsidian', 'void')),
      anonymous_id text not null, active boolean not null, features json not null, hardware_lock boolean not null)`);
  return {
    async apply(profiles, transaction) {
      await transaction.query(
        `insert into profiles
         select "userId", version, tier, "anonymousId", active, features, "hardwareLock"
           from json_to_recordset($1::json) as batch ("userId" text, version int, tier text, "anonymousId" text,
                active boolean, features json, "hardwareLock" boolean)
         on conflict (user_id) do update
            set version = excluded.version, tier = excluded.tier, anonymous_id = excluded.anonymous_id,
                active = excluded.active, features = excluded.features, hardware_lock = excluded.hardware_lock
          where profiles.version < excluded.version`,
        [JSON.stringify(profiles)],
      );
    },
    async read(userIds, transaction) {
      const { rows } = await transaction.query<ProfileRow>(
        'select * from profiles where user_id = any ($1) order by user_id',
        [userIds],
      );
      return rows.map((row) => ({
        userId: row.user_id,
        version: row.version,
        tier: row.tier,
        anonymousId: row.anonymous_id,
        active: row.active,
        features: row.features,
        hardwareLock: row.hardware_lock,
      }));
    },
  };
}
