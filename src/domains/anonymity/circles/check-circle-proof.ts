import type { MessagePurpose } from '@interlock/semaphore-artifacts';
import { anonymityErrors } from '../errors.ts';
import { checkProof, type CheckedProof } from '../proofs/check-proof.ts';
import type { Anonymity, PresentedProof } from '../types.ts';
import { findCircle } from './find-circle.ts';
import { isTierEnough } from './is-tier-enough.ts';

export interface CircleProof extends CheckedProof {
  /** Always the same for the same person in the same circle, whatever their tier becomes. */
  readonly pseudonymId: string;
}

/**
 * Checks a proof made in a circle: circle known, tier high enough, then as `checkProof` says.
 *
 * @throws `anonymity.no_such_circle`, `anonymity.tier_too_low`, and what `checkProof` throws
 */
export async function checkCircleProof(
  anonymity: Anonymity,
  circleId: string,
  presented: PresentedProof,
  message: MessagePurpose,
): Promise<CircleProof> {
  const { minimumTier } = await findCircle(anonymity.database, circleId);
  if (!isTierEnough(presented.tier, minimumTier)) throw anonymityErrors('anonymity.tier_too_low');
  const checked = await checkProof(anonymity, presented, { scope: { kind: 'circle', circleId }, message });
  return { ...checked, pseudonymId: anonymity.keyedHash('anonymity/circle', presented.proof.nullifier) };
}
