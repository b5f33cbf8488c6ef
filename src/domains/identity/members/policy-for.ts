import type { Tier } from '#kernel/tiers';
import type { PasskeyPolicy, TierPasskeyPolicy } from './passkey-policy.ts';

/** What holds for people of a tier, or without one. */
export function policyFor(policy: PasskeyPolicy, tier: Tier | null): TierPasskeyPolicy {
  return policy[tier ?? 'other'];
}
