import type { TextSeal } from '#infra/db';

/** What members typed of a circle. */
export interface CircleTexts {
  readonly name: string;
  readonly purpose: string;
}

/** As a row holds it. */
export interface StoredCircle extends CircleTexts {
  readonly circleId: string;
  /** `null`: from before they were sealed, or founded by a hub of then; name and purpose are plain. */
  readonly sealed: string | null;
}

export const sealCircle = (texts: TextSeal, circleId: string, { name, purpose }: CircleTexts): string =>
  texts.seal(JSON.stringify({ name, purpose }), contextOf(circleId));

/** @throws `crypto.cannot_open` */
export function openCircle(texts: TextSeal, { circleId, name, purpose, sealed }: StoredCircle): CircleTexts {
  if (sealed === null) return { name, purpose };
  return JSON.parse(texts.open(sealed, contextOf(circleId))) as CircleTexts;
}

const contextOf = (circleId: string): string => `circle ${circleId}`;
