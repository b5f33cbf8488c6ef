import type { Transaction } from '#infra/db';
import type { Anonymity, Tier } from '../types.ts';

export interface RootChange {
  readonly tier: Tier;
  readonly root: bigint;
  readonly places: number;
  readonly change: 'joined' | 'left';
}

/**
 * Makes a root the newest of its group, and says how long the older ones stay good:
 *
 * - Somebody joined: the one before stays good for `rootMs`, so that proofs under way still pass. Those that were
 *   already ending keep their end.
 * - Somebody left: every older root ends within `rootAfterRemovalMs`, those too that were good for longer, because
 *   whoever left can prove with each of them.
 *
 * Times are those of the database, which all hubs share.
 */
export async function replaceRoot(
  { settings }: Pick<Anonymity, 'settings'>,
  transaction: Transaction,
  { tier, root, places, change }: RootChange,
): Promise<void> {
  const goodForMs = change === 'joined' ? settings.rootMs : settings.rootAfterRemovalMs;
  await transaction.query(
    `update anonymity.roots
     set expires_at = least(expires_at, clock_timestamp() + $2 * interval '1 millisecond')
     where tier = $1 and (expires_at is null or $3)`,
    [tier, goodForMs, change === 'left'],
  );
  await transaction.query(
    `insert into anonymity.roots (tier, root) values ($1, $2)
     on conflict (tier, root) do update set expires_at = null`,
    [tier, root.toString()],
  );
  await transaction.query('update anonymity.groups set places = $2, version = version + 1 where tier = $1', [
    tier,
    places,
  ]);
}
