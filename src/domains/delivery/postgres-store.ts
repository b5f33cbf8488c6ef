import { readEntriesAt } from '#events';
import type { Database } from '#infra/db';
import { heartbeat, leave, release } from './leases.ts';
import type { DeliveryStore, LoadedLanes, ParkedLaneState, ShardStates } from './store.ts';
import { writeCheckpoint } from './write-checkpoint.ts';

/** Delivery’s memory in PostgreSQL. */
export function createPostgresStore(database: Database): DeliveryStore {
  return {
    heartbeat: (hubId, leaseMs) => heartbeat(database, hubId, leaseMs),
    release: (hubId, shards) => release(database, hubId, shards),
    leave: (hubId) => leave(database, hubId),
    loadShards: (platforms, shards) => loadShards(database, platforms, shards),
    loadLanes: (platform, lanes, limit) => loadLanes(database, platform, lanes, limit),
    checkpoint: (hubId, changes) => writeCheckpoint(database, hubId, changes),
  };
}

async function loadShards(
  database: Database,
  platforms: readonly string[],
  shards: readonly number[],
): Promise<ShardStates> {
  const cursors = await database.query<{ platform: string; shard: number; position: number }>(
    `select platform, shard, coalesce(c.position, 0)::double precision as position
       from unnest($1::text[]) platform cross join unnest($2::smallint[]) shard
       left join delivery.cursors c using (platform, shard)`,
    [platforms, shards],
  );
  return { cursors, lanes: await loadParkedLanes(database, platforms, shards) };
}

/** Lanes with parked events, and lanes that a dead letter holds. */
export async function loadParkedLanes(
  database: Database,
  platforms: readonly string[],
  shards: readonly number[],
): Promise<ParkedLaneState[]> {
  const rows = await database.query<{ platform: string; shard: number; lane: string; due_in_ms: number }>(
    `select distinct on (platform, lane) platform, shard, lane,
            greatest(0, extract(epoch from next_attempt_at - clock_timestamp()) * 1000)::double precision as due_in_ms
       from (select platform, shard, lane, position, next_attempt_at from delivery.parked
              where shard = any ($2::smallint[]) and platform = any ($1)
             union all
             select platform, shard, lane, position, clock_timestamp() from delivery.dead_letters
              where shard = any ($2::smallint[]) and platform = any ($1) and holds_lane and state = 'open') waiting
      order by platform, lane, position`,
    [platforms, shards],
  );
  return rows.map(({ platform, shard, lane, due_in_ms }) => ({ platform, shard, lane, dueInMs: due_in_ms }));
}

interface ParkedRow extends Record<string, unknown> {
  readonly lane: string;
  readonly position: number;
  readonly attempts: number;
  readonly due_in_ms: number;
  readonly body_override: string | null;
}

async function loadLanes(
  database: Database,
  platform: string,
  lanes: readonly string[],
  limitPerLane: number,
): Promise<LoadedLanes> {
  const holding = await database.query<{ lane: string }>(
    `select distinct lane from delivery.dead_letters
      where platform = $1 and lane = any ($2) and holds_lane and state = 'open'`,
    [platform, lanes],
  );
  const held = holding.map(({ lane }) => lane);
  const rows = await database.query<ParkedRow>(
    `select p.lane, p.position::double precision as position, p.attempts, p.body_override,
            greatest(0, extract(epoch from p.next_attempt_at - clock_timestamp()) * 1000)::double precision as due_in_ms
       from unnest($2::text[]) wanted (lane)
      cross join lateral (select * from delivery.parked
                           where platform = $1 and parked.lane = wanted.lane
                           order by position limit $3) p
      where p.lane <> all ($4::text[])
      order by p.lane, p.position`,
    [platform, lanes, limitPerLane, held],
  );
  const entries = await readEntriesAt(database, [...new Set(rows.map(({ position }) => position))]);
  const byPosition = new Map(entries.map((entry) => [entry.position, entry]));
  return {
    held,
    events: rows.flatMap((row) => {
      const entry = byPosition.get(row.position);
      if (entry === undefined) return [];
      const { lane, attempts, due_in_ms: dueInMs, body_override: stored } = row;
      const bodyOverride = stored === null ? null : database.texts.open(stored, `parked ${row.position}`);
      return [{ entry, lane, attempts, dueInMs, bodyOverride }];
    }),
  };
}
