import { anonymityErrors } from '../errors.ts';
import type { Anonymity, PresentedProof } from '../types.ts';
import { checkProof } from './check-proof.ts';
import { currentEpoch } from './current-epoch.ts';
import { isSpent } from './is-spent.ts';
import { spend } from './spend.ts';

export interface ProofTokenRequest extends PresentedProof {
  /** The platform that the token is for. */
  readonly platform: string;
}

export interface ProofToken {
  readonly token: string;
  /** Milliseconds since 1970: the end of the epoch. */
  readonly expiresAtMs: number;
}

/**
 * Exchanges a proof for a token that a platform checks offline: somebody of this tier, under a pseudonym of this
 * platform and epoch. One for each person, platform and epoch.
 *
 * Checked in this order: platform known; the proof as `checkProof` says, with the nullifier looked up before the
 * proof is verified; nullifier unused, by a unique key, so that two hubs can’t both accept it.
 *
 * @throws `anonymity.unknown_audience`, `anonymity.nullifier_used`, and what `checkProof` throws
 */
export async function issueProofToken(
  anonymity: Anonymity,
  { platform, ...presented }: ProofTokenRequest,
): Promise<ProofToken> {
  const { clock, database, keyedHash, tokenKeys } = anonymity;
  if (!anonymity.isPlatform(platform)) throw anonymityErrors('anonymity.unknown_audience');
  const epoch = currentEpoch(anonymity);
  const { challenge, proof, tier } = presented;
  const { nullifierHash } = await checkProof(anonymity, presented, {
    scope: { kind: 'platform', platform, epoch: epoch.number },
    message: { kind: 'proof_token', platform, challenge },
    async beforeVerifying(hash) {
      if (await isSpent(database, { kind: 'nullifier', hash }))
        throw anonymityErrors('anonymity.nullifier_used');
    },
  });
  // It may have ended while the proof was verified.
  if (clock.now() >= epoch.endsAtMs) throw anonymityErrors('anonymity.wrong_scope');
  // The challenge needs not be spent: the nullifier lets it be answered once by each person anyhow.
  if (!(await spend(database, { kind: 'nullifier', hash: nullifierHash, untilMs: epoch.endsAtMs }))) {
    throw anonymityErrors('anonymity.nullifier_used');
  }
  const token = await tokenKeys.sign(
    // Keyed, so that a platform that learns a nullifier elsewhere can’t recognise it here.
    { sub: keyedHash('anonymity/pseudonym', proof.nullifier), tier },
    { type: 'interlock-proof+jwt', audience: platform, lifetimeMs: epoch.endsAtMs - clock.now() },
  );
  return { token, expiresAtMs: epoch.endsAtMs };
}
