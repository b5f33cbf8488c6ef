import type { PlatformEvent } from '../protocol.ts';
import type { Transaction } from './types.ts';

const statement = {
  name: 'interlock-record-events',
  text: `
with arrived as materialized (
  select event_id, user_id, event_type, nextval('interlock_inbox_arrival_seq') as arrival
    from unnest($1::text[], $2::text[], $3::text[]) as batch (event_id, user_id, event_type)
), recorded as (
  insert into interlock_inbox (event_id, user_id, arrival, event_type)
  select event_id, user_id, arrival, event_type from arrived
   order by event_id collate "C"
  on conflict (event_id) do nothing
  returning event_id
)
select case when count(*) = $4::int then null else coalesce(array_agg(event_id), '{}') end as recorded
  from recorded`,
};

/**
 * Notes events as applied, and returns those that were not before. Waits for other transactions that note
 * the same ids right now, so that of two concurrent deliveries exactly one applies an event.
 *
 * `arrival` follows the order given. The rows are inserted in the order of their ids, so that two deliveries
 * of the same events in another order wait for each other instead of running into a deadlock.
 *
 * The ids come back, in one array, only when some of them were known. Measured with batches of 500 on one
 * connection: about 5 ms each in the database whichever way; `returning event_id` row by row costs the driver a
 * quarter more processor time (1.6 ms instead of 1.25 ms); `json_to_recordset` instead of `unnest` gains nothing.
 *
 * @param events each id once
 */
export async function recordEvents(
  transaction: Transaction,
  events: readonly PlatformEvent[],
): Promise<(event: PlatformEvent) => boolean> {
  const { rows } = await transaction.query<{ recorded: string[] | null }>({
    ...statement,
    values: [
      events.map((event) => event.eventId),
      events.map((event) => event.payload.userId ?? null),
      events.map((event) => event.eventType),
      events.length,
    ],
  });
  const recorded = rows[0]?.recorded ?? null;
  if (recorded === null) return () => true;
  const known = new Set(recorded);
  return (event) => known.has(event.eventId);
}
