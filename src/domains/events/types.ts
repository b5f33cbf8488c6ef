/** Something that happened, as it stands on the wire. */
export interface PlatformEvent {
  /** 1 to 128 printable ASCII characters, globally unique; the same id always means the same event. */
  readonly eventId: string;
  /** RFC 3339, when it happened at the source. */
  readonly timestamp: string;
  readonly source: string;
  readonly eventType: string;
  /** `payload.userId` names the person whose lane the event belongs to. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Of these platforms, those get it that subscribe to the type; empty: all that do. */
  readonly requiresSync: readonly string[];
}

/** An event that the hub itself is about to append. */
export interface NewEvent {
  readonly eventId: string;
  readonly timestamp: string;
  readonly source: string;
  readonly eventType: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly requiresSync?: readonly string[];
}

/** One row of the log. */
export interface LogEntry {
  /** Place in the log: grows in commit order, has gaps. Below 2^53. */
  readonly position: number;
  readonly eventId: string;
  readonly source: string;
  readonly eventType: string;
  /** Whose event it is; `null` when it concerns nobody in particular. */
  readonly userId: string | null;
  /** Shard of its lane, 0 to {@link shardCount} − 1. */
  readonly shard: number;
  /** Platforms that must get it, fixed when it was accepted. */
  readonly targets: readonly string[];
  /** Milliseconds since 1970 on the database’s clock. */
  readonly acceptedAtMs: number;
  /** The {@link PlatformEvent} serialised, as it goes out. */
  readonly body: string;
  /** W3C traceparent of the request that brought it; `null` when traces were not collected. */
  readonly trace: string | null;
}

/** A log entry with its event parsed. */
export interface LogEvent extends LogEntry {
  readonly event: PlatformEvent;
}

/** What the hub itself says comes from this source, and nothing else does. */
export const hubSource = 'hub';

/**
 * The lane of an entry: events of one lane reach a platform in order. Without a user, it is the source’s; what the hub says
 * of no user is in a lane of its own, so that nothing in front can hold it up.
 */
export function laneOf(entry: {
  readonly userId: string | null;
  readonly source: string;
  readonly eventId: string;
}): string {
  if (entry.userId !== null) return entry.userId;
  return entry.source === hubSource ? `~${hubSource}:${entry.eventId}` : `~${entry.source}`;
}

/** Lanes are spread over this many shards, the unit in which hubs share the work. Fixed for an installation. */
export const shardCount = 64;

/** Shard of a lane: 32-bit FNV-1a of its UTF-16 code units, modulo {@link shardCount}. */
export function shardOf(lane: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < lane.length; index += 1) {
    hash = Math.imul(hash ^ lane.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % shardCount;
}
