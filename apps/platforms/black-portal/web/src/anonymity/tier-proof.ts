import { askAnonymously } from '../api/ask-anonymously.ts';
import type { ProofToken, SalonView, Tier, TierGroup } from '../api/contract.ts';
import { keep, kept } from '../device/keep.ts';
import { serverNow } from '../device/server-clock.ts';
import { presentProof, type ProvingWish } from './present-proof.ts';

const platform = 'black_portal';
const place = 'proof-token';

/** The token of this epoch, if there is one: each is given once, and kept until it ends. */
export async function keptToken(): Promise<string | undefined> {
  const held = await kept<ProofToken>(place);
  return held !== undefined && Date.parse(held.expiresAt) > serverNow() ? held.token : undefined;
}

/** How many stand in the group of a tier. Whoever proves is one of them: the more, the less it says. */
export async function countGroup(tier: Tier): Promise<number> {
  const { commitments } = await askAnonymously<TierGroup>(`/api/anonymity/groups/${tier}`);
  return commitments.filter((commitment) => commitment !== '0').length;
}

/** Exchanges a proof of the tier for a token that says a tier and a name for an hour, and nothing else. */
export async function proveTier(
  tier: Tier,
  onStep: NonNullable<ProvingWish<unknown>['onStep']>,
): Promise<string> {
  const held = await presentProof<ProofToken>({
    tier,
    scope: ({ epoch }) => ({ kind: 'platform', platform, epoch: epoch.number }),
    message: ({ challenge }) => ({ kind: 'proof_token', platform, challenge }),
    present: (proof) =>
      askAnonymously('/api/anonymity/proof-tokens', { method: 'POST', body: { ...proof, platform } }),
    onStep,
  });
  await keep(place, held);
  return held.token;
}

export const openSalon = (token: string): Promise<SalonView> => askAnonymously('/api/salon', { token });
