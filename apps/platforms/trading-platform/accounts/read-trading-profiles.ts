import type { Tier, TradingPlatformProfile } from '@interlock/connector';
import { formatInr } from '../../chassis/inr.ts';
import type { Queryable } from '../../chassis/open-pool.ts';

interface ProfileRow {
  user_id: string;
  version: bigint;
  tier: Tier;
  anonymous_id: string;
  active: boolean;
  limit_daily_paise: bigint | null;
  limit_monthly_paise: bigint | null;
}

/** Rebuilds profiles from what the accounts really hold, so that the hub can find drift. */
export async function readTradingProfiles(
  queryable: Queryable,
  userIds: readonly string[],
): Promise<TradingPlatformProfile[]> {
  const { rows } = await queryable.query<ProfileRow>(
    `select user_id, version, tier, anonymous_id, active, limit_daily_paise, limit_monthly_paise
       from trading.accounts
      where user_id = any($1)`,
    [userIds],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    version: Number(row.version),
    tier: row.tier,
    anonymousId: row.anonymous_id,
    active: row.active,
    tradingLimits: {
      currency: 'INR',
      daily: toDecimal(row.limit_daily_paise),
      monthly: toDecimal(row.limit_monthly_paise),
    },
  }));
}

const toDecimal = (limit: bigint | null): string | null => (limit === null ? null : formatInr(limit));
