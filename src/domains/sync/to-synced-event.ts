import { createHash } from 'node:crypto';
import type { NewEvent } from '#events';
import type { SyncedPerson } from './mark-synced.ts';

/** `user_synced` of a person. The same person and version always give the same event id. */
export function toSyncedEvent({ userId, version }: SyncedPerson, nowMs: number): NewEvent {
  // User ids may hold what event ids may not, so a digest stands for them.
  const digest = createHash('sha256').update(userId).digest('hex').slice(0, 32);
  return {
    eventId: `user_synced:${digest}:${version}`,
    timestamp: new Date(nowMs).toISOString(),
    source: 'hub',
    eventType: 'user_synced',
    payload: { userId, version },
  };
}
