import type { LogEvent } from '#events';
import { tiers, type Tier } from '#kernel/tiers';
import type { ProfileChange } from './types.ts';

/** Event types that say something about a profile. */
export const profileEventTypes = ['user_created', 'user_upgraded', 'user_erased'] as const;

/** The parts of a log event that say something about a profile. */
type ProfileEvent = Pick<LogEvent, 'source' | 'eventType' | 'userId' | 'event'>;

/**
 * What a run of events, in order, wants of each person: one change per person, later events over earlier ones.
 *
 * The hub’s own events tell of what the profiles already say, so they are left out; else they would come back as
 * wishes. An event without a known tier says nothing about one.
 */
export function foldProfileEvents(events: readonly ProfileEvent[]): ProfileChange[] {
  const changes = new Map<string, ProfileChange>();
  for (const { source, eventType, userId, event } of events) {
    if (source === 'hub' || userId === null) continue;
    const change = toChange(eventType, event.payload);
    if (change === undefined) continue;
    changes.set(userId, { ...changes.get(userId), ...change, userId, source });
  }
  return [...changes.values()];
}

function toChange(
  eventType: string,
  payload: Readonly<Record<string, unknown>>,
): Omit<ProfileChange, 'userId' | 'source'> | undefined {
  if (eventType === 'user_erased') return { active: false };
  const tier = tiers.find((candidate) => candidate === payload['tier']);
  const change = {
    ...(tier === undefined ? {} : { tier: tier satisfies Tier }),
    ...(typeof payload['whatsappLinked'] === 'boolean' ? { whatsappLinked: payload['whatsappLinked'] } : {}),
  };
  if (eventType === 'user_created') return { active: true, ...change };
  return eventType === 'user_upgraded' ? change : undefined;
}
