import type { PlatformEvent } from '../protocol.ts';
import { EventRejected } from './event-rejected.ts';
import type { HandlerRegistry, RegisteredHandler } from './handler-registry.ts';
import type { Lane, LaneFailure } from './isolate-failures.ts';
import { findEventDefect, userIdOf } from './parse-event.ts';

/** An event of a batch with what is needed to apply it. */
export interface InboxItem {
  /** Position in the batch, from 0. */
  readonly place: number;
  readonly event: PlatformEvent;
  readonly handler: RegisteredHandler;
}

/** An event that cannot be applied, or must not be any more. */
export type ScreenedOut = LaneFailure<{ readonly event: { readonly eventId: string } }>;

export interface FormedLanes {
  readonly lanes: readonly Lane<InboxItem>[];
  /** Events that no transaction is needed for to see that they fail, and those behind them. */
  readonly screenedOut: readonly ScreenedOut[];
}

export interface LaneOptions {
  readonly registry: HandlerRegistry;
  /** What becomes of events that nobody handles. */
  readonly unhandled: 'refuse' | 'ignore';
}

/** An event as it came: only the id is known to be sound. */
export interface ArrivedEvent {
  readonly eventId: string;
  readonly eventType?: unknown;
  readonly payload?: unknown;
}

const ignoreEvents: RegisteredHandler = { kind: 'batch', handle: async () => {} };

/**
 * Sorts a batch into one lane per person; an event about nobody is a lane of its own. An id that stands
 * twice in the batch counts where it first stands.
 */
export function formLanes(events: readonly ArrivedEvent[], options: LaneOptions): FormedLanes {
  const lanes = new Map<string | symbol, InboxItem[]>();
  const blockers = new Map<string, { event: ArrivedEvent }>();
  const screenedOut: ScreenedOut[] = [];
  const seen = new Set<string>();
  for (const [place, event] of events.entries()) {
    if (seen.has(event.eventId)) continue;
    seen.add(event.eventId);
    const userId = userIdOf(event);
    const blocker = userId === undefined ? undefined : blockers.get(userId);
    if (blocker !== undefined) {
      screenedOut.push({ item: { event }, blockedBy: blocker });
      continue;
    }
    const item = screen(event, place, options);
    if (item instanceof EventRejected) {
      screenedOut.push({ item: { event }, error: item });
      if (userId !== undefined) blockers.set(userId, { event });
      continue;
    }
    const key = userId ?? Symbol(event.eventId);
    const lane = lanes.get(key);
    if (lane === undefined) lanes.set(key, [item]);
    else lane.push(item);
  }
  return { lanes: [...lanes.values()], screenedOut };
}

function screen(event: ArrivedEvent, place: number, options: LaneOptions): InboxItem | EventRejected {
  const defect = findEventDefect(event);
  if (defect !== undefined) return new EventRejected('malformed_event', defect);
  const sound = event as PlatformEvent;
  const handler =
    options.registry.handlerOf(sound) ?? (options.unhandled === 'ignore' ? ignoreEvents : undefined);
  if (handler === undefined) {
    return new EventRejected('unhandled_event_type', `This platform has no handler for ${sound.eventType}.`);
  }
  return { place, event: sound, handler };
}
