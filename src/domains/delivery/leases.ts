import type { Database } from '#infra/db';
import type { Ownership } from './store.ts';

/** Tells the other hubs that shards became free. */
export const leaseChannel = 'interlock_leases';

/**
 * Renews what the hub owns and claims free shards up to its fair share, by the database’s clock alone: a hub whose
 * own clock is wrong owns neither more nor less.
 *
 * A hub that has its share sends one statement; it does so all day.
 */
export async function heartbeat(database: Database, hubId: string, leaseMs: number): Promise<Ownership> {
  const [beat] = await database.query<{ hubs: number; shards: number; owned: number[] }>(beatStatement, [
    hubId,
    leaseMs,
  ]);
  const { hubs = 1, shards = 0, owned = [] } = beat ?? {};
  const fairShare = Math.ceil(shards / hubs);
  const claimed =
    owned.length < fairShare ? await claim(database, hubId, leaseMs, fairShare - owned.length) : [];
  return { shards: [...owned, ...claimed].toSorted((left, right) => left - right), claimed, fairShare };
}

/**
 * Its parts see the tables as they were before it, so the hub counts itself. A lease that ran out is not renewed but
 * claimed again, with a new epoch: somebody may have seen it free.
 */
const beatStatement = {
  name: 'delivery_beat',
  text: `
with said as (
  insert into delivery.hubs (hub_id, expires_at)
  values ($1, clock_timestamp() + make_interval(secs => $2::double precision / 1000))
  on conflict (hub_id) do update set expires_at = excluded.expires_at
), forgotten as (
  delete from delivery.hubs where hub_id <> $1 and expires_at < clock_timestamp() - interval '1 minute'
), renewed as (
  update delivery.leases
     set expires_at = clock_timestamp() + make_interval(secs => $2::double precision / 1000)
   where owner = $1 and expires_at > clock_timestamp()
  returning shard
)
select (select count(*) + 1 from delivery.hubs where hub_id <> $1 and expires_at > clock_timestamp())::integer as hubs,
       (select count(*) from delivery.leases)::integer as shards,
       array(select shard from renewed) as owned`,
} as const;

/** Takes free shards. Two hubs that claim at once pass over what the other one has under way. */
async function claim(
  database: Database,
  hubId: string,
  leaseMs: number,
  countMax: number,
): Promise<number[]> {
  const rows = await database.query<{ shard: number }>(
    `update delivery.leases l
        set owner = $1, epoch = epoch + 1,
            expires_at = clock_timestamp() + make_interval(secs => $2::double precision / 1000)
       from (select shard from delivery.leases
              where owner is null or expires_at <= clock_timestamp()
              order by shard limit $3 for update skip locked) free
      where l.shard = free.shard
      returning l.shard`,
    [hubId, leaseMs, countMax],
  );
  return rows.map(({ shard }) => shard);
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
