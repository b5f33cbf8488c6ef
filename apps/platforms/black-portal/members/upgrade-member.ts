import type { Outbox, Tier } from '@interlock/connector';
import { portalProblem } from '../errors.ts';

/**
 * Gives a member another tier, and announces `user_upgraded`. Limits, butler and features follow from the
 * hub on every platform, with the next version of the profile.
 *
 * @throws `unknown_member`, `same_tier`
 */
export async function upgradeMember(outbox: Outbox, userId: string, tier: Tier): Promise<void> {
  await outbox.transact(async (transaction) => {
    const { rows } = await transaction.query<{ tier: Tier }>(
      'select tier from portal.members where user_id = $1 for update',
      [userId],
    );
    const [member] = rows;
    if (member === undefined) throw portalProblem('unknown_member', `${userId} is not a member.`);
    if (member.tier === tier) throw portalProblem('same_tier', `${userId} has the tier ${tier}.`);
    await transaction.query('update portal.members set tier = $2 where user_id = $1', [userId, tier]);
    await outbox.add(transaction, [{ eventType: 'user_upgraded', payload: { userId, tier } }]);
  });
}
