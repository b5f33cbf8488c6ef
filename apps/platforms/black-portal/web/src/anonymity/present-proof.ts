import { isProblem } from '@interlock/design';
import {
  deriveMessage,
  deriveScope,
  type MessagePurpose,
  type ScopePurpose,
} from '@interlock/semaphore-artifacts';
import type { Proof } from '@interlock/semaphore-artifacts/prover';
import { askAnonymously } from '../api/ask-anonymously.ts';
import type { Challenge, Tier, TierGroup } from '../api/contract.ts';
import { knownSecret } from './membership.ts';
import { openProver } from './open-prover.ts';

export interface PresentedProof {
  readonly tier: Tier;
  readonly challenge: string;
  readonly proof: Proof;
}

export type ProvingStep = 'proving' | 'presenting';

export interface ProvingWish<Answer> {
  readonly tier: Tier;
  /** What the proof is bound to, once the challenge is known. */
  readonly scope: (challenge: Challenge) => ScopePurpose;
  readonly message: (challenge: Challenge) => MessagePurpose;
  readonly present: (presented: PresentedProof) => Promise<Answer>;
  readonly onStep?: (step: ProvingStep, group: TierGroup) => void;
}

/**
 * Proves that somebody of a tier says something: the whole group is fetched, so that nobody learns which leaf asks, and
 * the proof is made in a worker from a secret that never leaves the device. When somebody left the group meanwhile,
 * the proof is made once more, from the group as it is.
 */
export async function presentProof<Answer>(wish: ProvingWish<Answer>): Promise<Answer> {
  try {
    return await attempt(wish);
  } catch (error) {
    if (!isProblem(error, 'anonymity.root_expired', 'anonymity.challenge_expired')) throw error;
    return attempt(wish);
  }
}

async function attempt<Answer>({
  tier,
  scope,
  message,
  present,
  onStep,
}: ProvingWish<Answer>): Promise<Answer> {
  const secret = await knownSecret();
  if (secret === undefined) throw new TypeError('this device has no secret to prove with');
  const [prover, group, challenge] = await Promise.all([
    openProver(),
    askAnonymously<TierGroup>(`/api/anonymity/groups/${tier}`),
    askAnonymously<Challenge>('/api/anonymity/challenges', { method: 'POST' }),
  ]);
  onStep?.('proving', group);
  const proof = await prover.prove({
    secret,
    commitments: group.commitments,
    depth: group.depth,
    scope: await deriveScope(scope(challenge)),
    message: await deriveMessage(message(challenge)),
  });
  onStep?.('presenting', group);
  return present({ tier, challenge: challenge.challenge, proof });
}
