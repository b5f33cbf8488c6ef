import type { Queryable } from '../../chassis/open-pool.ts';
import { userIdOf, type Happening } from '../../chassis/read-event.ts';

/** Keeps what a conversation or a request elsewhere tells of a person’s interest in investments. */
export async function recordInsight(transaction: Queryable, event: Happening): Promise<void> {
  const { userId: _, ...content } = event.payload;
  await transaction.query(
    'insert into trading.insights (event_id, user_id, kind, content, received_at) values ($1, $2, $3, $4, $5)',
    [event.eventId, userIdOf(event), event.eventType, content, event.timestamp],
  );
}
