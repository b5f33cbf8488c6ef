import { Shortcoming } from './shortcoming.ts';
import type { CheckContext } from './check.ts';

/**
 * With `readEffects`: each event must have taken effect exactly once, in the order given.
 *
 * @returns a remark for the report
 * @throws Shortcoming
 */
export async function requireEffects(
  { options }: CheckContext,
  eventIds: readonly string[],
): Promise<string> {
  if (options.readEffects === undefined) return 'as far as the answer tells';
  const effects = await options.readEffects(eventIds);
  const missing = eventIds.filter((eventId) => !effects.includes(eventId));
  if (missing.length > 0) {
    throw new Shortcoming(
      `${missing.length} of ${eventIds.length} events were answered as applied but had no effect, first ${missing[0]}.`,
      'Commit the effects before you answer, in the transaction that notes the event’s id.',
    );
  }
  if (effects.length > eventIds.length) {
    throw new Shortcoming(
      `${eventIds.length} events took effect ${effects.length} times.`,
      'Note each eventId under a unique key in the same transaction as its effects, and skip those noted before.',
    );
  }
  const misplaced = eventIds.findIndex((eventId, index) => effects[index] !== eventId);
  if (misplaced !== -1) {
    throw new Shortcoming(
      `The effects are out of order from event ${misplaced} on.`,
      'Apply the events of one person one after the other, in the order in which they stand in the batch.',
    );
  }
  return 'seen in the effects';
}
