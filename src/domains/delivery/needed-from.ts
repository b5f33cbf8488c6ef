import { shardCount } from '#events';
import type { Queryable } from '#infra/db';

/**
 * The lowest position that delivery still needs from the log; nothing from there on may be dropped.
 *
 * Needed is what a registered platform’s cursors have not passed (a shard without a cursor needs everything), what is
 * parked for it, what its unresolved dead letters may be sent again from, and what running replays have yet to read. One
 * statement, so one snapshot: an event that moves from the cursor into a lane or a dead letter meanwhile is seen in
 * one of the two places.
 */
export async function neededFrom(target: Queryable, platforms: readonly string[]): Promise<number> {
  const [row] = await target.query<{ position: number | null }>(
    `select least(
       (select min(coalesce(position, 0))
          from unnest($1::text[]) platform cross join generate_series(0, $2 - 1) shard
          left join delivery.cursors using (platform, shard)),
       (select min(position) from delivery.parked where platform = any ($1)),
       (select min(position) from delivery.dead_letters
         where platform = any ($1) and state in ('open', 'retrying')),
       -- A replay of dead letters counts their ids instead; they are kept by the line above.
       (select min(position + 1) from delivery.replays
         where state = 'running' and selection -> 'deadLetters' is distinct from 'true')
     )::double precision as position`,
    [platforms, shardCount],
  );
  return row?.position ?? Number.MAX_SAFE_INTEGER;
}
