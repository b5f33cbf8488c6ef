import type { Queryable } from '../../chassis/open-pool.ts';
import { textOf, userIdOf, type Happening } from '../../chassis/read-event.ts';
import { eventEntry } from '../context/context-entry.ts';
import { recordEntries } from '../context/record-entries.sql.ts';

/** Gives the concierge something to do, and lets the butler know of it. */
export async function openTicket(transaction: Queryable, event: Happening): Promise<void> {
  await transaction.query(
    `insert into support.tickets (ticket_id, user_id, service, details, opened_at)
     values ($1, $2, $3, $4, $5)`,
    [
      event.eventId,
      userIdOf(event),
      textOf(event, 'service') ?? 'other',
      textOf(event, 'details') ?? '',
      event.timestamp,
    ],
  );
  await recordEntries(transaction, [eventEntry(event, 'service_request')]);
}
