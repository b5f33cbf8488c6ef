import type { Transaction } from '#infra/db';
import type { Anonymity, Tier } from '../types.ts';
import { changeLeaf } from './change-leaf.ts';
import { replaceRoot } from './replace-root.ts';

/**
 * Empties the place of a person, whose group is locked already. Their row goes and their leaf becomes 0, to which
 * nobody can prove a secret; the place is not given out again. Returns tier and new root, or `null` when they were in
 * none.
 */
export async function removeLeaf(
  anonymity: Anonymity,
  transaction: Transaction,
  personId: string,
): Promise<{ readonly tier: Tier; readonly root: string } | null> {
  const [member] = await transaction.query<{ tier: Tier; place: number; places: number }>(
    `delete from anonymity.members using anonymity.groups
     where members.person_id = $1 and groups.tier = members.tier
     returning members.tier, members.place, groups.places`,
    [personId],
  );
  if (member === undefined) return null;
  const { tier, place, places } = member;
  const root = await changeLeaf(transaction, { tier, place, leaf: 0n, places });
  await replaceRoot(anonymity, transaction, { tier, root, places, change: 'left' });
  return { tier, root: root.toString() };
}
