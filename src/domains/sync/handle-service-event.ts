import { appendEvent } from '#events';
import type { Sync } from './types.ts';

export interface AcceptedEvent {
  /** `duplicate`: the log has the same event already; nothing was done. */
  readonly status: 'accepted' | 'duplicate';
  /** Place in the log. */
  readonly position: number;
}

/**
 * Takes an event of a platform into the log; from there it reaches whom it concerns, profiles included.
 *
 * @returns after the event is stored for good
 * @throws the reason for which it was refused: `events.malformed`, `events.unknown_type`, `events.id_conflict`, …;
 * `database.unavailable`: sending again is safe
 */
export async function handleServiceEvent(sync: Pick<Sync, 'log'>, event: unknown): Promise<AcceptedEvent> {
  const outcome = await appendEvent(sync.log, event);
  if (outcome.status === 'refused') throw outcome.error;
  return outcome;
}
