import { anonymityErrors } from '../errors.ts';
import type { Anonymity } from '../types.ts';
import type { Moderator } from './moderator.ts';

/**
 * Hides a post from the circle, or shows it again. The words stay, for moderators.
 *
 * @throws `anonymity.no_such_post`
 */
export async function moderatePost(
  { database, record }: Pick<Anonymity, 'database' | 'record'>,
  { circleId, postId, hidden }: { circleId: string; postId: string; hidden: boolean },
  { actor, reason, origin }: Moderator,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const changed = await transaction.query(
      'update anonymity.posts set hidden = $3 where circle_id = $1 and post_id = $2 returning post_id',
      [circleId, postId, hidden],
    );
    if (changed.length === 0) throw anonymityErrors('anonymity.no_such_post');
    await record(transaction, {
      actor,
      origin,
      reason,
      action: hidden ? 'circle_post.hidden' : 'circle_post.shown',
      subject: { kind: 'circle', id: circleId },
      details: { postId },
    });
  });
}
