import type { Outbox } from '@interlock/connector';
import { openTicket } from './open-ticket.ts';

/**
 * Takes a request for a service: a ticket for the concierge here, and `service_request` for the other
 * platforms, in one transaction.
 *
 * @returns the id of the ticket, which is also the id of the event
 */
export async function requestService(
  outbox: Outbox,
  request: { readonly requestId: string; readonly payload: { readonly userId: string }; readonly at: Date },
): Promise<void> {
  await outbox.transact(async (transaction) => {
    const event = {
      eventId: request.requestId,
      timestamp: request.at.toISOString(),
      eventType: 'service_request',
      payload: request.payload,
    };
    await openTicket(transaction, event);
    await outbox.add(transaction, [event]);
  });
}
