import type { Transaction } from '#infra/db';
import { appendBatch, type AppendOutcome } from './append-batch.ts';
import type { EventLog } from './open-event-log.ts';
import { prepareEvent } from './prepare-event.ts';
import type { NewEvent } from './types.ts';

/**
 * Appends events of the hub’s own in the transaction of the change that they tell of: both or neither.
 *
 * Call it last in the transaction: it holds the log’s lock until commit. The ids must be distinct.
 *
 * @returns one outcome per event, in order; they hold once the transaction commits
 */
export async function appendWithin(
  log: EventLog,
  transaction: Transaction,
  events: readonly NewEvent[],
): Promise<readonly AppendOutcome[]> {
  if (events.length === 0) return [];
  const prepared = events.map((input) => {
    const event = { ...input, requiresSync: input.requiresSync ?? [] };
    return prepareEvent(event, log.routing.targetsOf(event));
  });
  const { outcomes } = await appendBatch(transaction, prepared);
  return outcomes;
}
