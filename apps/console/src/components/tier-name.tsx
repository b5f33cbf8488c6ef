import type { ReactNode } from 'react';
import type { Tier } from '../api/contract.ts';
import { humanise } from '../format/names.ts';
import { Nothing } from './nothing.tsx';

/** A tier with its colour; people whose role has none get a dash. */
export function TierName({ tier }: { readonly tier: Tier | null }): ReactNode {
  if (tier === null) return <Nothing />;
  return (
    <span className="tier-name">
      <span className={`tier-dot tier-${tier}`} aria-hidden="true" />
      {humanise(tier)}
    </span>
  );
}
