import { appendEvents, type EventLog } from '#events';
import type { Principal } from '#infra/http';
import type { InterlockError } from '#kernel/errors';
import { toProblem, type ProblemDocument } from '#kernel/problem';
import { refuseForeignSource } from './refuse-foreign-source.ts';

/** One item of a request: an event as it was read, or why it could not be read. */
export type EventInput = { readonly event: unknown } | { readonly error: InterlockError };

export interface EventResult {
  readonly index: number;
  /** `null` when the item named none. */
  readonly eventId: string | null;
  readonly status: 'accepted' | 'duplicate' | 'refused';
  readonly position?: number;
  readonly problem?: ProblemDocument;
}

/**
 * Appends what may be appended, in order, and tells of each item what became of it.
 *
 * @param firstIndex place of the first input in the whole request
 * @throws `database.unavailable` when nothing is known about any of them; sending again is safe
 */
export async function appendInOrder(
  log: EventLog,
  principal: Principal | null,
  inputs: readonly EventInput[],
  firstIndex: number,
): Promise<EventResult[]> {
  const judged = inputs.map((input) => {
    if ('error' in input) return { event: undefined, eventId: null, error: input.error };
    return {
      event: input.event,
      eventId: eventIdOf(input.event),
      error: refuseForeignSource(principal, input.event),
    };
  });
  const outcomes = await appendEvents(
    log,
    judged.flatMap((item) => (item.error === undefined ? [item.event] : [])),
  );
  let next = 0;
  return judged.map(({ eventId, error }, offset): EventResult => {
    const index = firstIndex + offset;
    const outcome = error === undefined ? outcomes[next++]! : { status: 'refused' as const, error };
    if (outcome.status === 'refused') {
      return { index, eventId, status: 'refused', problem: toProblem(outcome.error) };
    }
    return { index, eventId, status: outcome.status, position: outcome.position };
  });
}

function eventIdOf(event: unknown): string | null {
  if (typeof event !== 'object' || event === null) return null;
  const { eventId } = event as { readonly eventId?: unknown };
  return typeof eventId === 'string' ? eventId.slice(0, 128) : null;
}
