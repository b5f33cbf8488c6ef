import { identityErrors } from '../errors.ts';
import { judgeFacts, type PasskeyFacts } from './judge-facts.ts';
import { policyFor } from './policy-for.ts';
import type { Members } from './types.ts';
import type { Tier } from '#kernel/tiers';

/**
 * Whether the policy of the tier that a person has now allows the passkey that they made once: the tier may have been raised
 * since, or the policy been narrowed.
 *
 * @throws `identity.passkey_outgrown`; its cause says what is wrong with it
 */
export function requireAllowedPasskey(
  { settings }: Pick<Members, 'settings'>,
  { tier, facts }: { readonly tier: Tier | null; readonly facts: PasskeyFacts },
): void {
  try {
    judgeFacts(facts, policyFor(settings.policy, tier));
  } catch (cause) {
    throw identityErrors('identity.passkey_outgrown', {
      ...(cause instanceof Error ? { detail: `${cause.message}.` } : {}),
      cause,
    });
  }
}
