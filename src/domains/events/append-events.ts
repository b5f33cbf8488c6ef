import type { AppendOutcome } from './append-batch.ts';
import { appendEvent } from './append-event.ts';
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
