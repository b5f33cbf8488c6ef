import type { TradingLimits } from '@interlock/connector';
import { formatMoney, type Money } from '#kernel/money';
import { tierTerms, type Tier } from '#kernel/tiers';

/** A tier’s limits as decimal rupees, `"100000000.00"`; `null` means no limit. */
export function tradingLimitsOf(tier: Tier): TradingLimits {
  const { tradingLimitDaily, tradingLimitMonthly } = tierTerms[tier];
  return { currency: 'INR', daily: toDecimal(tradingLimitDaily), monthly: toDecimal(tradingLimitMonthly) };
}

const toDecimal = (limit: Money | null): string | null => (limit === null ? null : formatMoney(limit));
