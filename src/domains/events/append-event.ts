import { isTracing, withSpan } from '#infra/telemetry';
import type { AppendOutcome } from './append-batch.ts';
import type { EventLog } from './open-event-log.ts';
import { prepareEvent } from './prepare-event.ts';

/** Appends one event; see `appendEvents`. */
export async function appendEvent(log: EventLog, input: unknown): Promise<AppendOutcome> {
  const { event, error } = log.validate(input);
  if (error !== undefined) return { status: 'refused', error };
  const add = (): Promise<AppendOutcome> =>
    log.commits.add(prepareEvent(event, log.routing.targetsOf(event)));
  if (!isTracing()) return add();
  const { eventId, eventType } = event;
  const attributes = { 'interlock.event_id': eventId, 'interlock.event_type': eventType };
  // What is prepared here remembers the span: deliveries hang below it.
  return withSpan('append event', { attributes }, add);
}
