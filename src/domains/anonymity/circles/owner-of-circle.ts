import type { EnvelopeOwner } from '#infra/crypto';

/** Where the words of a post stand, as their encryption is bound to it. */
export const contentField = 'posts.content';

/** A circle has a data key of its own: destroying it destroys what was said there. */
export function ownerOfCircle(circleId: string): EnvelopeOwner {
  return { personId: circleId, purpose: 'circle' };
}
