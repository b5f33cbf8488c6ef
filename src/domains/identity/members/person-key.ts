import type { EnvelopeOwner } from '#infra/crypto';

/** The data key that seals what identity knows of a person. Destroying it erases all of that at once. */
export function personKey(personId: string): EnvelopeOwner {
  return { personId, purpose: 'identity' };
}
