import type { OutgoingEvent } from '../hub/create-hub-client.ts';
import type { Transaction } from '../inbox/types.ts';
import type { Clock } from '../time.ts';
import { uuidv7 } from '../uuidv7.ts';

/** What a platform says about something that happened to it; the outbox fills in the rest. */
export interface NewEvent {
  readonly eventType: string;
  /** `payload.userId` names the person whom it is about. */
  readonly payload: OutgoingEvent['payload'];
  /** Platforms that must get it. Absent: those that subscribe to its type. */
  readonly requiresSync?: readonly string[];
  /** A name of the platform’s own for what happened makes adding it twice harmless. Absent: a UUIDv7. */
  readonly eventId?: string;
  /** RFC 3339. Absent: now. */
  readonly timestamp?: string;
}

export interface AddEventsOptions {
  readonly source: string;
  readonly clock: Pick<Clock, 'now'>;
}

// One transaction takes at most this many locks, however many people it writes about.
const lanes = 256;

// Positions are drawn before the commit. The lock, held until then, keeps a later transaction about the same
// person from drawing a lower one, and from being sent first.
const lockLanes = `
select pg_advisory_xact_lock('interlock_outbox'::regclass::oid::int4, lane)
  from (select distinct hashtext(user_id) & ${lanes - 1} as lane
          from unnest($1::text[]) as batch (user_id) order by 1) as locked`;

const insertEvents = `
insert into interlock_outbox (event_id, event)
select event_id, event
  from unnest($1::text[], $2::text[]) with ordinality as batch (event_id, event, place)
 order by place`;

/**
 * Writes events to the outbox as part of the platform’s own transaction: they leave when, and only when, it
 * commits. Call it last, because transactions about the same person wait for each other from here on.
 *
 * @returns the ids of the events
 */
export async function addEvents(
  options: AddEventsOptions,
  transaction: Transaction,
  events: readonly NewEvent[],
): Promise<string[]> {
  const nowMs = options.clock.now();
  const outgoing = events.map((event): OutgoingEvent => ({
    eventId: event.eventId ?? uuidv7(nowMs),
    timestamp: event.timestamp ?? new Date(nowMs).toISOString(),
    source: options.source,
    eventType: event.eventType,
    payload: event.payload,
    ...(event.requiresSync === undefined ? {} : { requiresSync: event.requiresSync }),
  }));
  const userIds = outgoing.flatMap((event) => event.payload.userId ?? []);
  const eventIds = outgoing.map((event) => event.eventId);
  await transaction.query(lockLanes, [userIds]);
  await transaction.query(insertEvents, [eventIds, outgoing.map((event) => JSON.stringify(event))]);
  return eventIds;
}
