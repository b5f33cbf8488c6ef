import type { TextSeal } from '#infra/db';

/** What a platform answered about a person’s profile, as rows hold it: it may repeat what it was sent. */
export const sealMessage = (texts: TextSeal, userId: string, message: string): string =>
  texts.seal(message, contextOf(userId));

/** Reads it; rows from before messages were sealed are read as they are. @throws `crypto.cannot_open` */
export const openMessage = (texts: TextSeal, userId: string, stored: string): string =>
  texts.open(stored, contextOf(userId));

// A job that gives up on somebody keeps the message of the platform’s row, so both are sealed for the person alone.
const contextOf = (userId: string): string => `sync message ${userId}`;
