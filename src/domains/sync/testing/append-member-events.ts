import { randomUUID } from 'node:crypto';
import { appendEvents, type EventLog } from '#events';

/** Appends events as the black portal would send them; throws when one is refused. */
export async function appendMemberEvents(
  log: EventLog,
  events: readonly {
    readonly eventType: string;
    readonly payload: Record<string, unknown>;
    source?: string;
  }[],
): Promise<void> {
  const outcomes = await appendEvents(
    log,
    events.map((event) => ({
      eventId: randomUUID(),
      timestamp: new Date().toISOString(),
      source: 'black_portal',
      ...event,
    })),
  );
  for (const outcome of outcomes) if (outcome.status === 'refused') throw outcome.error;
}
