import type { NewEvent } from '#events';
import { uuidv7 } from '#kernel/ids';
import type { SyncedPerson } from './mark-synced.ts';

/** `user_synced` of a person. That it is said once is seen to by `markSynced`, not by its id, which nobody can foretell. */
export function toSyncedEvent({ userId, version }: SyncedPerson, nowMs: number): NewEvent {
  return {
    eventId: uuidv7(nowMs),
    timestamp: new Date(nowMs).toISOString(),
    source: 'hub',
    eventType: 'user_synced',
    payload: { userId, version },
  };
}
