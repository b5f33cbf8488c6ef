import type { Queryable } from '#infra/db';
import { anonymityErrors } from '../errors.ts';
import type { Tier } from '../types.ts';

/**
 * @throws `anonymity.root_unknown` when the group of the tier never had it, `anonymity.root_expired` when it was
 *   replaced too long ago
 */
export async function checkRoot(database: Queryable, tier: Tier, root: string): Promise<void> {
  const [found] = await database.query<{ good: boolean }>(
    `select expires_at is null or expires_at > clock_timestamp() as good
     from anonymity.roots where tier = $1 and root = $2`,
    [tier, root],
  );
  if (found === undefined) throw anonymityErrors('anonymity.root_unknown');
  if (!found.good) throw anonymityErrors('anonymity.root_expired');
}
