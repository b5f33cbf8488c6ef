interface UncheckedEvent {
  readonly eventType?: unknown;
  readonly payload?: unknown;
}

const textLengthMax = 512;

/** Whether a value is text that a PostgreSQL `text` column keeps unchanged, and not empty. */
export function isStorableText(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= textLengthMax &&
    value.isWellFormed() &&
    !value.includes('\u0000')
  );
}

/** What is wrong with the type or the payload of an event; `undefined` when nothing is. */
export function findEventDefect(event: UncheckedEvent): string | undefined {
  const { eventType, payload } = event;
  if (!isStorableText(eventType)) return 'eventType must be a text of 1 to 512 characters.';
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return 'payload must be an object.';
  }
  const { userId } = payload as { userId?: unknown };
  if (userId !== undefined && userId !== null && !isStorableText(userId)) {
    return 'payload.userId must be a text of 1 to 512 characters.';
  }
  return undefined;
}

/** The person whom an event is about, as far as one can be made out; also of an event that has a defect. */
export function userIdOf(event: UncheckedEvent): string | undefined {
  const { payload } = event;
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { userId } = payload as { userId?: unknown };
  return typeof userId === 'string' ? userId : undefined;
}
