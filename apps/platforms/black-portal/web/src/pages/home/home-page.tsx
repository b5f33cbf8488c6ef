import { isProblem } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Account } from '../../api/contract.ts';
import { portal } from '../../api/portal.ts';
import { Mishap } from '../../components/mishap.tsx';
import { Room } from '../../components/room.tsx';
import { nameFeature } from '../../words/tiers.ts';
import { Alerts } from './alerts.tsx';
import { MembershipCard } from './membership-card.tsx';
import { PortfolioSection } from './portfolio-section.tsx';

const freshMs = 5_000;
const hours = { morning: 12, afternoon: 18 } as const;

/** What a member sees first: the tier, what is urgent, and what they own. */
export function HomePage({ account }: { readonly account: Account }): ReactNode {
  const [welcome] = useState(() => greeting(new Date().getHours()));
  const me = useQuery({ queryKey: ['me'], queryFn: portal.me });
  const alerts = useQuery({ queryKey: ['alerts'], queryFn: portal.alerts, refetchInterval: freshMs });
  const portfolio = useQuery({
    queryKey: ['portfolio'],
    queryFn: portal.portfolio,
    refetchInterval: freshMs,
  });
  const refusal = me.error ?? alerts.error ?? portfolio.error;
  if (isProblem(refusal, 'connector.token_revoked')) {
    return (
      <Room title="This device is out">
        <Mishap error={refusal} />
      </Room>
    );
  }
  return (
    <Room title={welcome}>
      <Mishap error={refusal} />
      <Alerts alerts={alerts.data?.alerts ?? []} />
      <div className="home">
        <section aria-labelledby="membership" className="home-side">
          <h2 id="membership" className="hidden-text">
            Membership
          </h2>
          <MembershipCard tier={me.data?.tier ?? account.tier} alias={me.data?.anonymousId} />
          <ul className="features" aria-label="What your tier grants">
            {me.data?.features.map((feature) => (
              <li key={feature}>{nameFeature(feature)}</li>
            ))}
          </ul>
        </section>
        <PortfolioSection portfolio={portfolio.data} />
      </div>
    </Room>
  );
}

function greeting(hour: number): string {
  if (hour < hours.morning) return 'Good morning';
  return hour < hours.afternoon ? 'Good afternoon' : 'Good evening';
}
