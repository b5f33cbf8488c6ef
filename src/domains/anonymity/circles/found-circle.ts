import { randomUUID } from 'node:crypto';
import { anonymityErrors } from '../errors.ts';
import { checkProof } from '../proofs/check-proof.ts';
import { spend } from '../proofs/spend.ts';
import type { Anonymity, PresentedProof, Tier } from '../types.ts';
import type { Circle } from './find-circle.ts';
import { isTierEnough } from './is-tier-enough.ts';
import { sealCircle, type CircleTexts } from './sealed-circle.ts';

export interface NewCircle extends CircleTexts {
  readonly minimumTier: Tier | null;
}

const dayMs = 86_400_000;

/**
 * Founds a circle. Who did it is not kept, not even under a pseudonym; the proof only sees to it that one person
 * founds one circle a day, and none that is closed to them.
 *
 * @throws `anonymity.tier_too_low`, `anonymity.founded_today`, and what `checkProof` throws
 */
export async function foundCircle(
  anonymity: Anonymity,
  { name, purpose, minimumTier }: NewCircle,
  presented: PresentedProof,
): Promise<Circle> {
  const { clock, database } = anonymity;
  const day = Math.floor(clock.now() / dayMs);
  const { challenge } = presented;
  if (!isTierEnough(presented.tier, minimumTier)) throw anonymityErrors('anonymity.tier_too_low');
  const { nullifierHash } = await checkProof(anonymity, presented, {
    scope: { kind: 'founding', day },
    message: { kind: 'found', name, purpose, minimumTier: minimumTier ?? '', challenge },
  });
  const circle: Circle = { circleId: randomUUID(), name, purpose, minimumTier };
  await database.transaction(async (transaction) => {
    const untilMs = (day + 1) * dayMs;
    if (!(await spend(transaction, { kind: 'nullifier', hash: nullifierHash, untilMs }))) {
      throw anonymityErrors('anonymity.founded_today');
    }
    await transaction.query(
      `insert into anonymity.circles (circle_id, sealed, minimum_tier, founded_on)
       values ($1, $2, $3, to_timestamp($4::float8)::date)`,
      [
        circle.circleId,
        sealCircle(transaction.texts, circle.circleId, circle),
        minimumTier,
        (day * dayMs) / 1000,
      ],
    );
    await anonymity.record(transaction, {
      actor: { kind: 'anonymous', id: 'unknown' },
      action: 'circle.founded',
      subject: { kind: 'circle', id: circle.circleId },
    });
  });
  return circle;
}
