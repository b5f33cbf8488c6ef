import { prepareEvent, type AppendOutcome } from './append-batch.ts';
import type { EventLog } from './open-event-log.ts';

/**
 * Validates events that came from outside and appends the good ones, durably, in the order given.
 *
 * Single posts of many callers are committed together. An event is `accepted` after its transaction committed;
 * `duplicate` when the same event is in the log already; `refused` with the reason, and then nothing of it is stored.
 *
 * @returns one outcome per event, in order
 * @throws `database.unavailable` when nothing is known about any of them; sending again is safe
 */
export async function appendEvents(log: EventLog, inputs: readonly unknown[]): Promise<AppendOutcome[]> {
  return Promise.all(inputs.map((input) => appendEvent(log, input)));
}

/** Appends one event; see {@link appendEvents}. */
export async function appendEvent(log: EventLog, input: unknown): Promise<AppendOutcome> {
  const { event, error } = log.validate(input);
  if (error !== undefined) return { status: 'refused', error };
  return log.commits.add(prepareEvent(event, log.routing.targetsOf(event)));
}
