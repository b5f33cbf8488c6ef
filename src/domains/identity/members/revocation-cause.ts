import type { TextSeal } from '#infra/db';

/** Why a device was put out, as its row holds it: staff may have typed it. */
export const sealCause = (texts: TextSeal, personId: string, because: string): string =>
  texts.seal(because, contextOf(personId));

/** Reads it; rows from before causes were sealed are read as they are. @throws `crypto.cannot_open` */
export const openCause = (texts: TextSeal, personId: string, stored: string): string =>
  texts.open(stored, contextOf(personId));

const contextOf = (personId: string): string => `device revoked ${personId}`;
