import type { Outbox, Tier } from '@interlock/connector';
import { portalProblem } from '../errors.ts';

/**
 * Takes a person in who accepted an invitation, and announces `user_created`. What the tier grants, and the
 * pseudonym, follow from the hub with the first profile.
 *
 * @throws `member_exists`
 */
export async function acceptMember(outbox: Outbox, userId: string, tier: Tier): Promise<void> {
  await outbox.transact(async (transaction) => {
    const { rowCount } = await transaction.query(
      `insert into portal.members (user_id, version, tier, anonymous_id, active, features, hardware_lock)
       values ($1, 0, $2, '', true, '{}', false)
       on conflict do nothing`,
      [userId, tier],
    );
    if (rowCount === 0) throw portalProblem('member_exists', `${userId} is a member of the portal.`);
    await outbox.add(transaction, [{ eventType: 'user_created', payload: { userId, tier } }]);
  });
}
