import type { ReactNode } from 'react';
import type { Tier } from '../../api/contract.ts';
import { tierOrder } from '../../components/tier-order.ts';
import { humanise } from '../../format/names.ts';
import { formatCount, formatShare } from '../../format/numbers.ts';

/** Members by tier as one bar. */
export function TierBar({ tiers }: { readonly tiers: Readonly<Record<Tier, number>> }): ReactNode {
  const total = tierOrder.reduce((sum, tier) => sum + tiers[tier], 0);
  return (
    <div className="tiers">
      <div className="tier-bar" aria-hidden="true">
        {tierOrder.map((tier) => (
          <span key={tier} className={`tier-part tier-${tier}`} style={{ flexGrow: tiers[tier] }} />
        ))}
      </div>
      <dl className="tier-list">
        {tierOrder.map((tier) => (
          <div key={tier}>
            <dt>
              <span className={`tier-dot tier-${tier}`} aria-hidden="true" />
              {humanise(tier)}
            </dt>
            <dd className="figures">
              {formatCount(tiers[tier])}
              <span className="faint"> {formatShare(total === 0 ? 0 : tiers[tier] / total)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
