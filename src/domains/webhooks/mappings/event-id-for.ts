import { createHash } from 'node:crypto';

const eventIdPattern = /^[\x21-\x7e]{1,128}$/;

/** The id of the event that comes of a sender’s message: the same message always gives the same id. */
export function eventIdFor(sourceId: string, messageId: string): string {
  const plain = `${sourceId}:${messageId}`;
  if (eventIdPattern.test(plain)) return plain;
  // Ids are the sender’s affair; one that the log cannot hold is replaced by its digest.
  return `${sourceId}:sha256-${createHash('sha256').update(messageId).digest('hex').slice(0, 56)}`;
}
