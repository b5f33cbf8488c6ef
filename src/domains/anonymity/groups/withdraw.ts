import type { Transaction } from '#infra/db';
import type { Anonymity } from '../types.ts';
import { lockEnrolment } from './lock-enrolment.ts';
import { lockGroups } from './lock-groups.ts';
import { removeLeaf } from './remove-leaf.ts';

/**
 * Takes a person out of their group, in the caller’s transaction. Within a minute (`rootAfterRemovalMs`) they can prove
 * nothing any more; tokens that they hold last until their epoch ends. Does nothing for somebody who is in no group.
 *
 * @param forGood whether they never come back: then nothing of them stays. Whoever may come back does so with the same
 *   commitment, or waits as everybody does who replaces it.
 */
export async function withdraw(
  anonymity: Anonymity,
  transaction: Transaction,
  personId: string,
  forGood: boolean,
): Promise<void> {
  const enrolment = await lockEnrolment(transaction, personId);
  if (enrolment === undefined) return;
  await transaction.query(
    forGood
      ? 'delete from anonymity.enrolments where person_id = $1'
      : 'update anonymity.enrolments set awaited_tier = null where person_id = $1',
    [personId],
  );
  if (enrolment.tier === null) return;
  await lockGroups(transaction, [enrolment.tier]);
  const details = await removeLeaf(anonymity, transaction, personId);
  await anonymity.record(transaction, {
    actor: { kind: 'hub', id: 'anonymity' },
    action: 'membership.withdrawn',
    subject: { kind: 'person', id: personId },
    details,
  });
}
