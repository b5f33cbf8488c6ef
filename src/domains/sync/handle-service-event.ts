import { appendEvents } from '#events';
import type { Sync } from './types.ts';

export interface AcceptedEvent {
  readonly status: 'accepted' | 'duplicate';
  /** Place in the log. */
  readonly position: number;
}

/**
 * Takes an event of a platform into the log; from there it reaches whom it concerns, profiles included.
 *
 * @throws the reason for which it was refused: `events.malformed`, `events.unknown_type`, `events.id_conflict`, …
 */
export async function handleServiceEvent(sync: Pick<Sync, 'log'>, event: unknown): Promise<AcceptedEvent> {
  const [outcome] = await appendEvents(sync.log, [event]);
  if (outcome === undefined) throw new Error('the log answered nothing for an event');
  if (outcome.status === 'refused') throw outcome.error;
  return outcome;
}
