import type { Database } from '#infra/db';
import type { Ownership } from './store.ts';

/** Tells the other hubs that shards became free. */
export const leaseChannel = 'interlock_leases';

/**
 * Renews what the hub owns and claims free shards up to its fair share, by the database’s clock alone: a hub whose
 * own clock is wrong owns neither more nor less.
 */
export async function heartbeat(database: Database, hubId: string, leaseMs: number): Promise<Ownership> {
  return database.transaction(async (transaction) => {
    await transaction.query(
      `insert into delivery.hubs (hub_id, expires_at)
       values ($1, clock_timestamp() + make_interval(secs => $2::double precision / 1000))
       on conflict (hub_id) do update set expires_at = excluded.expires_at`,
      [hubId, leaseMs],
    );
    await transaction.query(
      "delete from delivery.hubs where expires_at < clock_timestamp() - interval '1 minute'",
    );
    // A lease that ran out is not renewed but claimed again, with a new epoch: somebody may have seen it free.
    await transaction.query(
      `update delivery.leases
          set expires_at = clock_timestamp() + make_interval(secs => $2::double precision / 1000)
        where owner = $1 and expires_at > clock_timestamp()`,
      [hubId, leaseMs],
    );
    const [count] = await transaction.query<{ hubs: number; owned: number; shards: number }>(
      `select (select count(*) from delivery.hubs where expires_at > clock_timestamp())::integer as hubs,
              count(*) filter (where owner = $1 and expires_at > clock_timestamp())::integer as owned,
              count(*)::integer as shards
         from delivery.leases`,
      [hubId],
    );
    const { hubs = 1, owned = 0, shards = 0 } = count ?? {};
    const fairShare = Math.ceil(shards / Math.max(1, hubs));
    let claimed: { shard: number }[] = [];
    if (owned < fairShare) {
      claimed = await transaction.query<{ shard: number }>(
        `update delivery.leases l
            set owner = $1, epoch = epoch + 1,
                expires_at = clock_timestamp() + make_interval(secs => $2::double precision / 1000)
           from (select shard from delivery.leases
                  where owner is null or expires_at <= clock_timestamp()
                  order by shard limit $3 for update skip locked) free
          where l.shard = free.shard
          returning l.shard`,
        [hubId, leaseMs, fairShare - owned],
      );
    }
    const rows = await transaction.query<{ shard: number }>(
      'select shard from delivery.leases where owner = $1 and expires_at > clock_timestamp() order by shard',
      [hubId],
    );
    return {
      shards: rows.map(({ shard }) => shard),
      claimed: claimed.map(({ shard }) => shard),
      fairShare,
    };
  });
}

/** Gives shards up and tells the others. */
export async function release(database: Database, hubId: string, shards: readonly number[]): Promise<void> {
  if (shards.length === 0) return;
  await database.query(
    `with freed as (
       update delivery.leases set owner = null, epoch = epoch + 1, expires_at = '-infinity'
        where owner = $1 and shard = any ($2::smallint[]) returning 1)
     select pg_notify($3, '') from freed limit 1`,
    [hubId, shards, leaseChannel],
  );
}

/** Gives everything up and is no longer counted among the living. */
export async function leave(database: Database, hubId: string): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query('delete from delivery.hubs where hub_id = $1', [hubId]);
    await transaction.query(
      "update delivery.leases set owner = null, epoch = epoch + 1, expires_at = '-infinity' where owner = $1",
      [hubId],
    );
    await transaction.query('select pg_notify($1, $2)', [leaseChannel, '']);
  });
}
