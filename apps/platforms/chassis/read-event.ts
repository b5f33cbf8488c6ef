import { EventRejected, type PlatformEvent } from '@interlock/connector';

/** Something that happened, on another platform (as the hub tells it) or on this one. */
export type Happening = Omit<PlatformEvent, 'source' | 'requiresSync'>;

/**
 * Whom an event is about.
 *
 * @throws {EventRejected} `user_missing` when it names nobody
 */
export function userIdOf(event: Happening): string {
  const { userId } = event.payload;
  if (userId === undefined) throw new EventRejected('user_missing', `${event.eventType} names no userId.`);
  return userId;
}

/** A text of the payload; `undefined` when it is absent or something else. */
export function textOf(event: Happening, name: string): string | undefined {
  const value = event.payload[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An object of the payload; empty when it is absent or something else. */
export function objectOf(event: Happening, name: string): Readonly<Record<string, unknown>> {
  const value = event.payload[name];
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, unknown>>) : {};
}

export interface Emergency {
  readonly userId: string;
  /** Without one of its own, an emergency goes by the id of the event that tells of it. */
  readonly emergencyId: string;
  readonly protocol: string | null;
  readonly severity: string;
  /** RFC 3339 */
  readonly at: string;
}

/** Reads an `emergency_triggered` event. */
export function emergencyOf(event: Happening): Emergency {
  return {
    userId: userIdOf(event),
    emergencyId: textOf(event, 'emergencyId') ?? event.eventId,
    protocol: textOf(event, 'protocol') ?? null,
    severity: textOf(event, 'severity') ?? 'high',
    at: event.timestamp,
  };
}
