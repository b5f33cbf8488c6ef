import type { Transaction } from '#infra/db';
import type { Anonymity, Tier } from '../types.ts';
import { lockGroups } from './lock-groups.ts';
import { removeLeaf } from './remove-leaf.ts';

/**
 * Takes a person out of their group, in the caller’s transaction: erasure, or the end of a membership. Within a minute
 * (`rootAfterRemovalMs`) they can prove nothing any more; tokens that they hold last until their epoch ends. Does
 * nothing for somebody who is in no group.
 */
export async function withdraw(
  anonymity: Anonymity,
  transaction: Transaction,
  personId: string,
): Promise<void> {
  const [member] = await transaction.query<{ tier: Tier }>(
    'select tier from anonymity.members where person_id = $1 for update',
    [personId],
  );
  if (member === undefined) return;
  await lockGroups(transaction, [member.tier]);
  const details = await removeLeaf(anonymity, transaction, personId);
  await anonymity.record(transaction, {
    actor: { kind: 'hub', id: 'anonymity' },
    action: 'membership.withdrawn',
    subject: { kind: 'person', id: personId },
    details,
  });
}
