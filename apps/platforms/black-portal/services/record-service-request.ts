import { EventRejected } from '@interlock/connector';
import type { Queryable } from '../../chassis/open-pool.ts';
import { textOf, userIdOf, type Happening } from '../../chassis/read-event.ts';

/**
 * Files a request under the member’s pseudonym: those who serve never see who asks.
 *
 * @throws {EventRejected} `pseudonym_missing`, to be tried again: the hub has not sent the profile yet
 */
export async function recordServiceRequest(transaction: Queryable, event: Happening): Promise<void> {
  const userId = userIdOf(event);
  const { rowCount } = await transaction.query(
    `insert into portal.service_requests (event_id, anonymous_id, service, details, requested_at)
     select $1, anonymous_id, $3, $4, $5
       from portal.members
      where user_id = $2 and anonymous_id <> ''`,
    [
      event.eventId,
      userId,
      textOf(event, 'service') ?? 'other',
      textOf(event, 'details') ?? '',
      event.timestamp,
    ],
  );
  if (rowCount === 0) {
    throw new EventRejected('pseudonym_missing', `${userId} has no pseudonym on this portal yet.`, {
      retryable: true,
    });
  }
}
