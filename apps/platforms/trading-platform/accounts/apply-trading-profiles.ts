import type { TradingPlatformProfile } from '@interlock/connector';
import { parseInr, type Paise } from '../../chassis/inr.ts';
import type { Queryable } from '../../chassis/open-pool.ts';

/**
 * Opens accounts or brings them to the profile’s state: tier, limits, whether the person is active.
 * A version that is not newer than the one held changes nothing.
 *
 * @throws {RangeError} when a limit is not an amount in rupees and paise; nothing is written then
 */
export async function applyTradingProfiles(
  transaction: Queryable,
  profiles: readonly TradingPlatformProfile[],
): Promise<void> {
  await transaction.query(
    // Locks are taken in the order of the user ids, as everywhere in this platform.
    `insert into trading.accounts
       (user_id, version, tier, anonymous_id, active, limit_daily_paise, limit_monthly_paise)
     select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::boolean[],
                          $6::bigint[], $7::bigint[]) as profile (user_id)
      order by user_id
     on conflict (user_id) do update
        set version = excluded.version, tier = excluded.tier, anonymous_id = excluded.anonymous_id,
            active = excluded.active, limit_daily_paise = excluded.limit_daily_paise,
            limit_monthly_paise = excluded.limit_monthly_paise
      where accounts.version < excluded.version`,
    [
      profiles.map(({ userId }) => userId),
      profiles.map(({ version }) => version),
      profiles.map(({ tier }) => tier),
      profiles.map(({ anonymousId }) => anonymousId),
      profiles.map(({ active }) => active),
      profiles.map(({ tradingLimits }) => toPaise(tradingLimits.daily)),
      profiles.map(({ tradingLimits }) => toPaise(tradingLimits.monthly)),
    ],
  );
}

const toPaise = (limit: string | null): Paise | null => (limit === null ? null : parseInr(limit));
