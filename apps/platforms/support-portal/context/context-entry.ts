import { objectOf, textOf, userIdOf, type Happening } from '../../chassis/read-event.ts';

export type EntryKind = 'trade' | 'interaction' | 'service_request' | 'emergency';

/** One thing that happened to a person, as the butler remembers it. */
export interface ContextEntry {
  readonly userId: string;
  readonly eventId: string;
  readonly kind: EntryKind;
  /** Of trades only. */
  readonly executionId: string | null;
  /** The trading platform’s number of the execution, per person; `null` when the source does not count. */
  readonly sequence: number | null;
  readonly content: object;
}

/** What the butler remembers of a `trade_executed`; without an execution id, the event id is one. */
export function tradeEntry(event: Happening): ContextEntry {
  const { sequence } = event.payload;
  return {
    userId: userIdOf(event),
    eventId: event.eventId,
    kind: 'trade',
    executionId: textOf(event, 'executionId') ?? event.eventId,
    sequence: Number.isSafeInteger(sequence) ? (sequence as number) : null,
    content: objectOf(event, 'trade'),
  };
}

/** What the butler remembers of anything else: all that the event says. */
export function eventEntry(event: Happening, kind: EntryKind): ContextEntry {
  const { userId: _, ...content } = event.payload;
  return {
    userId: userIdOf(event),
    eventId: event.eventId,
    kind,
    executionId: null,
    sequence: null,
    content,
  };
}
