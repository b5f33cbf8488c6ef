import type { AppendOutcome } from './append-batch.ts';
import type { EventLog } from './open-event-log.ts';
import { prepareEvent } from './prepare-event.ts';

/** Appends one event; see `appendEvents`. */
export async function appendEvent(log: EventLog, input: unknown): Promise<AppendOutcome> {
  const { event, error } = log.validate(input);
  if (error !== undefined) return { status: 'refused', error };
  return log.commits.add(prepareEvent(event, log.routing.targetsOf(event)));
}
