import type { ReactNode } from 'react';
import type { MemberGrowth } from '../../api/contract.ts';
import { formatCount } from '../../format/numbers.ts';
import { tierOrder } from '../../components/tier-order.ts';

/** Members who joined, a bar a day. */
export function Growth({ joined }: { readonly joined: MemberGrowth['joined'] }): ReactNode {
  const days = joined.map(({ date, tiers }) => ({
    date,
    tiers,
    total: tierOrder.reduce((sum, tier) => sum + tiers[tier], 0),
  }));
  const most = Math.max(1, ...days.map(({ total }) => total));
  const all = days.reduce((sum, { total }) => sum + total, 0);
  const span = days.length === 1 ? 'joined today' : `joined in ${formatCount(days.length)} days`;
  return (
    <div className="growth">
      <p className="growth-total">
        <span className="stat-value figures">{formatCount(all)}</span>
        <span className="soft">{span}</span>
      </p>
      <figure className="growth-bars" aria-label={`${formatCount(all)} members ${span}`}>
        {days.map(({ date, tiers, total }) => (
          <span key={date} className="growth-day" title={`${date}: ${formatCount(total)}`}>
            {tierOrder.toReversed().map((tier) => (
              <span
                key={tier}
                className={`tier-${tier}`}
                style={{ height: `${(tiers[tier] / most) * 100}%` }}
              />
            ))}
          </span>
        ))}
      </figure>
    </div>
  );
}
