import type { Transaction } from '#infra/db';
import { anonymityErrors } from '../errors.ts';
import type { Anonymity, Tier } from '../types.ts';
import { changeLeaf } from './change-leaf.ts';
import { lockGroups } from './lock-groups.ts';
import { removeLeaf } from './remove-leaf.ts';
import { replaceRoot } from './replace-root.ts';

export interface Placing {
  readonly personId: string;
  readonly tier: Tier;
  readonly commitment: string;
  /** The group that the person stands in now. */
  readonly from: Tier | null;
}

const placesMax = 2 ** 20;

/**
 * Gives a commitment its place in a group, whoever it is; the place in another group is left first. The person’s enrolment is
 * locked. Holds the lock of the groups until the transaction ends: call it late.
 *
 * @throws `anonymity.group_full`
 */
export async function placeMember(
  anonymity: Anonymity,
  transaction: Transaction,
  { personId, tier, commitment, from }: Placing,
): Promise<void> {
  const groups = await lockGroups(transaction, from === null ? [tier] : [from, tier]);
  if (from !== null) await removeLeaf(anonymity, transaction, personId);
  const place = groups.get(tier) ?? 0;
  if (place >= placesMax) throw anonymityErrors('anonymity.group_full');
  const places = place + 1;
  await transaction.query(
    'insert into anonymity.members (tier, place, person_id, commitment) values ($1, $2, $3, $4)',
    [tier, place, personId, commitment],
  );
  await transaction.query(
    'update anonymity.enrolments set joins_at = null, awaited_tier = null where person_id = $1',
    [personId],
  );
  const root = await changeLeaf(transaction, { tier, place, leaf: BigInt(commitment), places });
  await replaceRoot(anonymity, transaction, { tier, root, places, change: 'joined' });
  await anonymity.record(transaction, {
    actor: { kind: 'hub', id: 'anonymity' },
    action: 'membership.enrolled',
    subject: { kind: 'person', id: personId },
    details: { tier, root: root.toString() },
  });
}
