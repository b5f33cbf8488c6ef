import { tiers, type Tier } from '../types.ts';

export function isTierEnough(tier: Tier, minimumTier: Tier | null): boolean {
  return minimumTier === null || tiers.indexOf(tier) >= tiers.indexOf(minimumTier);
}
