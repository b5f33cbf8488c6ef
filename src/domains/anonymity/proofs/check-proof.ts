import {
  artifactDepths,
  deriveMessage,
  deriveScope,
  type MessagePurpose,
  type ScopePurpose,
} from '@interlock/semaphore-artifacts';
import { anonymityErrors } from '../errors.ts';
import type { Anonymity, PresentedProof } from '../types.ts';
import { checkChallenge } from './check-challenge.ts';
import { checkRoot } from './check-root.ts';

/** What the hub expects a proof to be about; it derives scope and message itself. */
export interface ProofExpectation {
  readonly scope: ScopePurpose;
  readonly message: MessagePurpose;
  /** Looks, before the costly part, whether the proof could be of use at all. */
  readonly beforeVerifying?: (nullifierHash: string) => Promise<void>;
}

export interface CheckedProof {
  /** Keyed hash of the nullifier: what is stored instead of it. */
  readonly nullifierHash: string;
  readonly challenge: { readonly hash: string; readonly expiresAtMs: number };
}

const depths: ReadonlySet<number> = new Set(artifactDepths);

/**
 * One way to write a number, or the same nullifier could be written differently and used twice. That it is below the
 * field’s order is checked with the proof.
 */
const canonicalNumber = /^(0|[1-9]\d{0,76})$/;

/**
 * Checks a proof, the cheap before the costly: challenge authentic, challenge in time, depth, scope, message, root
 * known, root good, whatever the caller looks up, and at last the proof itself. Whether challenge and nullifier were
 * used before is settled by `spend`, in the transaction of what the proof is for.
 *
 * @throws `anonymity.challenge_unknown`, `anonymity.challenge_expired`, `anonymity.wrong_depth`,
 *   `anonymity.wrong_scope`, `anonymity.wrong_message`, `anonymity.root_unknown`, `anonymity.root_expired`,
 *   `anonymity.proof_wrong`, `anonymity.verifier_busy`
 */
export async function checkProof(
  anonymity: Anonymity,
  { tier, challenge, proof }: PresentedProof,
  expectation: ProofExpectation,
): Promise<CheckedProof> {
  const { database, keyedHash, verifier } = anonymity;
  const expiresAtMs = checkChallenge(anonymity, challenge);
  if (!depths.has(proof.merkleTreeDepth)) throw anonymityErrors('anonymity.wrong_depth');
  if (proof.scope !== (await deriveScope(expectation.scope))) throw anonymityErrors('anonymity.wrong_scope');
  if (proof.message !== (await deriveMessage(expectation.message))) {
    throw anonymityErrors('anonymity.wrong_message');
  }
  if (!canonicalNumber.test(proof.nullifier)) throw anonymityErrors('anonymity.proof_wrong');
  await checkRoot(database, tier, proof.merkleTreeRoot);
  const nullifierHash = keyedHash('anonymity/nullifier', proof.nullifier);
  await expectation.beforeVerifying?.(nullifierHash);
  if (!(await verifier.verify(proof))) throw anonymityErrors('anonymity.proof_wrong');
  return {
    nullifierHash,
    challenge: { hash: keyedHash('anonymity/used-challenge', challenge), expiresAtMs },
  };
}
