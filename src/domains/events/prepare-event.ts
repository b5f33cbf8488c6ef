import { currentTraceparent } from '#infra/telemetry';
import { laneOf, shardOf, type PlatformEvent } from './types.ts';

/** An event that passed validation, with everything computed that its row needs. */
export interface PreparedEvent {
  readonly event: PlatformEvent;
  readonly userId: string | null;
  readonly shard: number;
  readonly targets: readonly string[];
  readonly body: string;
  /** W3C traceparent; `null` while nobody collects traces. */
  readonly trace: string | null;
}

/** Computes what the row of an event needs; its body is serialised here, once. */
export function prepareEvent(event: PlatformEvent, targets: readonly string[]): PreparedEvent {
  const userId = typeof event.payload['userId'] === 'string' ? event.payload['userId'] : null;
  return {
    event,
    userId,
    shard: shardOf(laneOf({ userId, source: event.source, eventId: event.eventId })),
    targets,
    body: JSON.stringify(event),
    trace: currentTraceparent() ?? null,
  };
}
