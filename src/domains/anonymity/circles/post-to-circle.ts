import { encryptFor } from '#infra/crypto';
import { anonymityErrors } from '../errors.ts';
import { spend } from '../proofs/spend.ts';
import type { Anonymity, PresentedProof } from '../types.ts';
import { checkCircleProof } from './check-circle-proof.ts';
import { contentField, ownerOfCircle } from './owner-of-circle.ts';
import { findPseudonym } from './find-pseudonym.ts';

export interface NewPost {
  /** Plain text. */
  readonly content: string;
}

/**
 * Posts under the pseudonym that the proof gives. The proof is bound to the content: nobody can put other words under
 * it, and it works once.
 *
 * @throws `anonymity.challenge_used`, `anonymity.not_entered`, `anonymity.pseudonym_silenced`,
 *   `anonymity.pseudonym_removed`, and what `checkCircleProof` throws
 */
export async function postToCircle(
  anonymity: Anonymity,
  circleId: string,
  { content }: NewPost,
  presented: PresentedProof,
): Promise<{ readonly postId: string }> {
  const { challenge } = presented;
  const message = { kind: 'post', circleId, content, challenge } as const;
  const { pseudonymId, ...proof } = await checkCircleProof(anonymity, circleId, presented, message);
  const ciphertext = await encryptFor(anonymity.envelopes, ownerOfCircle(circleId), contentField, content);
  return anonymity.database.transaction(async (transaction) => {
    const pseudonym = await findPseudonym(transaction, circleId, pseudonymId);
    if (pseudonym === undefined) throw anonymityErrors('anonymity.not_entered');
    if (pseudonym.state === 'removed') throw anonymityErrors('anonymity.pseudonym_removed');
    if (pseudonym.state === 'silenced') throw anonymityErrors('anonymity.pseudonym_silenced');
    const { hash, expiresAtMs: untilMs } = proof.challenge;
    if (!(await spend(transaction, { kind: 'challenge', hash, untilMs }))) {
      throw anonymityErrors('anonymity.challenge_used');
    }
    const [post] = await transaction.query<{ postId: string }>(
      `insert into anonymity.posts (circle_id, pseudonym_id, content, posted_at)
       values ($1, $2, $3, date_trunc('minute', to_timestamp($4::float8 / 1000))) returning post_id::text as "postId"`,
      [circleId, pseudonymId, ciphertext, anonymity.clock.now()],
    );
    return { postId: post!.postId };
  });
}
