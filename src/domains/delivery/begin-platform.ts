import { lastPosition, shardCount } from '#events';
import type { Transaction } from '#infra/db';

/**
 * Places the cursors of a new platform at the end of the log; to be called in the transaction that registers it.
 *
 * Who must get an event is fixed when it is accepted, and no hub can choose a platform before its registration is
 * committed. So every event that names it comes after the end as this transaction sees it: none is skipped, and
 * nothing older has to be read. (Platforms that were registered before this rule have no cursors until they get events;
 * they begin at 0.)
 */
export async function beginPlatform(transaction: Transaction, platform: string): Promise<void> {
  await transaction.query(
    `insert into delivery.cursors (platform, shard, position)
     select $1, shard, $2 from generate_series(0, $3 - 1) shard
     on conflict (platform, shard) do update set position = greatest(cursors.position, excluded.position)`,
    [platform, await lastPosition(transaction), shardCount],
  );
}
