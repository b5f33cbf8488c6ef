/**
 * The statements of a checkpoint. They run a few times per second and hub, whatever the load, on arrays: a handful of
 * cursor rows, one receipt per batch, and rows for exceptions only. (A row per event and platform, inserted and
 * deleted again, cost more than appending the event itself.)
 */
export const checkpointStatements = {
  /** Locks the leases that this hub still owns, so that nobody takes them over before the commit. */
  fence: {
    name: 'delivery_fence',
    text: `select shard from delivery.leases
            where owner = $1 and expires_at > clock_timestamp() and shard = any ($2::smallint[])
            order by shard for share`,
  },
  cursors: {
    name: 'delivery_cursors',
    text: `insert into delivery.cursors (platform, shard, position)
           select * from unnest($1::text[], $2::smallint[], $3::bigint[])
           on conflict (platform, shard) do update set position = greatest(cursors.position, excluded.position)`,
  },
  parks: {
    name: 'delivery_parks',
    text: `insert into delivery.parked (platform, shard, lane, position, attempts, next_attempt_at, last_error)
           select platform, shard, lane, position, attempts,
                  clock_timestamp() + make_interval(secs => delay_ms / 1000), last_error
             from unnest($1::text[], $2::smallint[], $3::text[], $4::bigint[], $5::integer[],
                         $6::double precision[], $7::jsonb[])
                  input (platform, shard, lane, position, attempts, delay_ms, last_error)
           on conflict (platform, lane, position) do update
              set attempts = excluded.attempts,
                  next_attempt_at = excluded.next_attempt_at,
                  last_error = coalesce(excluded.last_error, parked.last_error)`,
  },
  unparks: {
    name: 'delivery_unparks',
    text: `delete from delivery.parked p
            using unnest($1::text[], $2::text[], $3::bigint[]) done (platform, lane, position)
            where p.platform = done.platform and p.lane = done.lane and p.position = done.position`,
  },
  /** A dead letter whose event got through at last is resolved. */
  resolved: {
    name: 'delivery_resolved',
    text: `update delivery.dead_letters d set state = 'replayed', resolved_at = clock_timestamp()
             from unnest($1::text[], $2::bigint[]) done (platform, position)
            where d.platform = done.platform and d.position = done.position and d.state = 'retrying'`,
  },
  deadLetters: {
    name: 'delivery_dead_letters',
    text: `insert into delivery.dead_letters
             (platform, shard, lane, position, event_id, event_type, user_id, source, body, attempts, error, holds_lane)
           select * from unnest($1::text[], $2::smallint[], $3::text[], $4::bigint[], $5::text[], $6::text[],
                                $7::text[], $8::text[], $9::text[], $10::integer[], $11::jsonb[], $12::boolean[])
           on conflict (platform, position) where state in ('open', 'retrying') do update
              set state = 'open', error = excluded.error, body = excluded.body, died_at = clock_timestamp(),
                  attempts = dead_letters.attempts + excluded.attempts`,
  },
  receipts: {
    name: 'delivery_receipts',
    text: `insert into delivery.receipts
             (platform, first_position, last_position, positions, batch_id, address, sent_at, answered_at)
           select platform, positions[1], positions[cardinality(positions)], positions, batch_id, address,
                  to_timestamp(sent_ms / 1000), to_timestamp(answered_ms / 1000)
             from (select platform, string_to_array(list, ',')::bigint[] as positions, batch_id, address,
                          sent_ms, answered_ms
                     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::double precision[],
                                 $6::double precision[])
                          input (platform, list, batch_id, address, sent_ms, answered_ms)) receipts`,
  },
} as const;
