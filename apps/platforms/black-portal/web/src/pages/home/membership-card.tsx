import type { ReactNode } from 'react';
import type { Tier } from '../../api/contract.ts';
import { Rings } from '../../design/rings.tsx';
import { tierNames } from '../../words/tiers.ts';

const aliasLength = 12;

export interface MembershipCardProps {
  readonly tier: Tier | null;
  /** The name under which this platform knows the member. */
  readonly alias: string | undefined;
}

/** The membership, as a card in the material of its tier. */
export function MembershipCard({ tier, alias }: MembershipCardProps): ReactNode {
  return (
    <div className={`card card-${tier ?? 'onyx'}`}>
      <Rings />
      <p className="card-house">Black Portal</p>
      <p className="card-tier">{tier === null ? 'Member' : tierNames[tier]}</p>
      <p className="card-alias">
        <span className="card-label">Known here as</span>
        <span className="card-code">
          {alias?.replaceAll('-', '').slice(0, aliasLength) ?? '············'}
        </span>
      </p>
    </div>
  );
}
