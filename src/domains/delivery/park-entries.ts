import type { LogEntry } from '#events';
import { laneOf } from '#events';
import type { Queryable } from '#infra/db';

/** Tells the dispatchers that lanes were parked from outside. */
export const parkedChannel = 'interlock_parked';

export interface ParkRequest {
  readonly platform: string;
  readonly entry: Pick<LogEntry, 'position' | 'shard' | 'userId' | 'source' | 'eventId'>;
  readonly bodyOverride: string | null;
}

/**
 * Puts events into their lanes again, due at once. The owner of each lane delivers them in order of position, before
 * anything that comes later. An event that is parked already stays as it is, but for a new body.
 *
 * @returns how many were parked
 */
export async function parkEntries(target: Queryable, requests: readonly ParkRequest[]): Promise<number> {
  if (requests.length === 0) return 0;
  const [result] = await target.query<{ count: number }>(
    `with added as (
       insert into delivery.parked (platform, shard, lane, position, next_attempt_at, body_override)
       select platform, shard, lane, position, clock_timestamp(), body_override
         from unnest($1::text[], $2::smallint[], $3::text[], $4::bigint[], $5::text[])
              input (platform, shard, lane, position, body_override)
       on conflict (platform, lane, position) do update
          set next_attempt_at = excluded.next_attempt_at,
              body_override = coalesce(excluded.body_override, parked.body_override)
       returning 1)
     select count(*)::integer as count from added`,
    [
      requests.map(({ platform }) => platform),
      requests.map(({ entry }) => entry.shard),
      requests.map(({ entry }) => laneOf(entry)),
      requests.map(({ entry }) => entry.position),
      requests.map(({ entry, bodyOverride }) =>
        bodyOverride === null ? null : target.texts.seal(bodyOverride, `parked ${entry.position}`),
      ),
    ],
  );
  await target.query('select pg_notify($1, $2)', [parkedChannel, '']);
  return result?.count ?? 0;
}
