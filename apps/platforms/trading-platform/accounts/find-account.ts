import { formatInr } from '../../chassis/inr.ts';
import type { Queryable } from '../../chassis/open-pool.ts';
import { tradingProblem } from '../errors.ts';
import { monthOf } from '../orders/types.ts';
import { readTradingProfiles } from './read-trading-profiles.ts';

/**
 * What the owner of an account sees: limits, what of them is used on `date`, holdings, pauses.
 *
 * @throws `unknown_account`
 */
export async function findAccount(queryable: Queryable, userId: string, date: string) {
  const [profile] = await readTradingProfiles(queryable, [userId]);
  if (profile === undefined) throw tradingProblem('unknown_account', `${userId} has no trading account.`);
  const positions = await queryable.query<{ symbol: string; quantity: bigint }>(
    'select symbol, quantity from trading.positions where user_id = $1 and quantity > 0 order by symbol',
    [userId],
  );
  const turnover = await queryable.query<{ period: string; value_paise: bigint }>(
    'select period, value_paise from trading.turnover where user_id = $1 and period = any($2)',
    [userId, [date, monthOf(date)]],
  );
  const pauses = await queryable.query<{ emergency_id: string; paused_at: Date }>(
    'select emergency_id, paused_at from trading.pauses where user_id = $1 order by paused_at',
    [userId],
  );
  const tradedIn = (period: string): string =>
    formatInr(turnover.rows.find((row) => row.period === period)?.value_paise ?? 0n);
  return {
    ...profile,
    paused: pauses.rows.length > 0,
    pauses: pauses.rows.map((row) => ({ emergencyId: row.emergency_id, since: row.paused_at })),
    traded: { date, onDay: tradedIn(date), inMonth: tradedIn(monthOf(date)), currency: 'INR' },
    positions: positions.rows.map(({ symbol, quantity }) => ({ symbol, quantity: Number(quantity) })),
  };
}
