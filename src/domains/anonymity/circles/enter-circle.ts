import type { Transaction } from '#infra/db';
import { anonymityErrors } from '../errors.ts';
import { spend } from '../proofs/spend.ts';
import type { Anonymity, PresentedProof } from '../types.ts';
import { checkCircleProof } from './check-circle-proof.ts';
import { circleTokenPurpose } from './circle-token-purpose.ts';
import { namePseudonym } from './name-pseudonym.ts';

export interface CircleEntry {
  /** Shown to the others, for good. */
  readonly pseudonym: string;
  readonly pseudonymId: string;
  /** Lets read the circle. */
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
}

/**
 * Joins a circle, or comes back to it: the same person has the same pseudonym each time. Gives a token with which to
 * read, so that reading costs no proof.
 *
 * @throws `anonymity.challenge_used`, `anonymity.pseudonym_removed`, and what `checkCircleProof` throws
 */
export async function enterCircle(
  anonymity: Anonymity,
  circleId: string,
  presented: PresentedProof,
): Promise<CircleEntry> {
  const { challenge } = presented;
  const proof = await checkCircleProof(anonymity, circleId, presented, {
    kind: 'enter',
    circleId,
    challenge,
  });
  const { pseudonymId } = proof;
  const { hash, expiresAtMs: untilMs } = proof.challenge;
  const pseudonym = await anonymity.database.transaction(async (transaction) => {
    if (!(await spend(transaction, { kind: 'challenge', hash, untilMs }))) {
      throw anonymityErrors('anonymity.challenge_used');
    }
    return join(transaction, circleId, pseudonymId);
  });
  const lifetimeMs = anonymity.settings.circleTokenMs;
  const token = await anonymity.tokenKeys.sign(
    { sub: pseudonymId },
    { ...circleTokenPurpose(circleId), lifetimeMs },
  );
  return { pseudonym, pseudonymId, token, expiresAtMs: anonymity.clock.now() + lifetimeMs };
}

async function join(transaction: Transaction, circleId: string, pseudonymId: string): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    await transaction.query(
      `insert into anonymity.pseudonyms (circle_id, pseudonym_id, name) values ($1, $2, $3)
       on conflict do nothing`,
      [circleId, pseudonymId, namePseudonym(pseudonymId, attempt)],
    );
    const [found] = await transaction.query<{ name: string; state: string }>(
      'select name, state from anonymity.pseudonyms where circle_id = $1 and pseudonym_id = $2',
      [circleId, pseudonymId],
    );
    if (found?.state === 'removed') throw anonymityErrors('anonymity.pseudonym_removed');
    if (found !== undefined) return found.name;
    // Neither written nor there: somebody else has the name.
  }
}
