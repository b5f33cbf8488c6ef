import type { Tier, TradingLimits } from '@interlock/connector';
import type { Queryable } from '../../chassis/open-pool.ts';
import { tradingProblem } from '../errors.ts';
import { applyTradingProfiles } from './apply-trading-profiles.ts';
import { readTradingProfiles } from './read-trading-profiles.ts';

/**
 * Opens an account without a hub. The first profile that a hub sends replaces its terms.
 *
 * @throws `account_exists`
 */
export async function openAccount(
  queryable: Queryable,
  account: { readonly userId: string; readonly tier: Tier; readonly tradingLimits: TradingLimits },
): Promise<void> {
  const known = await readTradingProfiles(queryable, [account.userId]);
  if (known.length > 0) throw tradingProblem('account_exists', `${account.userId} has an account.`);
  await applyTradingProfiles(queryable, [{ ...account, version: 0, anonymousId: '', active: true }]);
}
