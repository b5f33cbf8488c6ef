import type { Pool } from 'pg';
import type { PlatformEvent, Transaction } from '../src/index.ts';

/** A table in which every effect leaves a row; nothing keeps an event from leaving two. */
export async function createEffectsTable(pool: Pool): Promise<void> {
  await pool.query(
    'create table effects (place bigserial primary key, event_id text not null, user_id text, event_type text)',
  );
}

export async function writeEffects(
  events: readonly PlatformEvent[],
  transaction: Transaction,
): Promise<void> {
  await transaction.query(
    `insert into effects (event_id, user_id, event_type)
     select event_id, user_id, event_type
       from unnest($1::text[], $2::text[], $3::text[]) with ordinality as batch (event_id, user_id, event_type, place)
      order by place`,
    [
      events.map((event) => event.eventId),
      events.map((event) => event.payload.userId ?? null),
      events.map((event) => event.eventType),
    ],
  );
}

/** The ids of all effects, in the order in which they were written; those of one person if one is given. */
export async function readEffects(pool: Pool, userId?: string): Promise<string[]> {
  const { rows } = await pool.query<{ event_id: string }>(
    'select event_id from effects where $1::text is null or user_id = $1 order by place',
    [userId ?? null],
  );
  return rows.map((row) => row.event_id);
}

let count = 0;

/** An event about `userId`, with an id of its own. */
export function eventOf(
  userId: string | undefined,
  eventType = 'trade_executed',
  eventId?: string,
): PlatformEvent {
  count += 1;
  return {
    eventId: eventId ?? `event-${count}`,
    timestamp: '2026-11-22T10:00:00Z',
    source: 'trading_platform',
    eventType,
    payload: userId === undefined ? {} : { userId },
    requiresSync: [],
  };
}
