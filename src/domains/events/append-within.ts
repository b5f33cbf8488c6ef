import type { Transaction } from '#infra/db';
import { appendBatch } from './append-batch.ts';
import type { EventLog } from './open-event-log.ts';
import { prepareEvent } from './prepare-event.ts';
import type { NewEvent } from './types.ts';

/**
 * Appends events of the hub’s own in the transaction of the change that they tell of: both or neither.
 *
 * Call it last in the transaction: it holds the log’s lock until commit. The ids must be distinct, and random: whoever may
 * send events could take one that can be guessed before the hub uses it, and what the hub says would reach nobody.
 *
 * @throws Error when an id was taken; nothing may be committed then
 */
export async function appendWithin(
  log: EventLog,
  transaction: Transaction,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const prepared = events.map((input) => {
    const event = { ...input, requiresSync: input.requiresSync ?? [] };
    return prepareEvent(event, log.routing.targetsOf(event));
  });
  const { outcomes } = await appendBatch(transaction, prepared);
  const lost = outcomes.findIndex(({ status }) => status !== 'accepted');
  if (lost !== -1) throw new Error(`the id of an event of the hub was taken: ${events[lost]?.eventId}`);
}
