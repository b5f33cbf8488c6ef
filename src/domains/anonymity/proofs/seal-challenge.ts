import type { Anonymity } from '../types.ts';

/** The content of a challenge together with the hub’s keyed hash of it. */
export function sealChallenge({ keyedHash }: Pick<Anonymity, 'keyedHash'>, content: string): string {
  return `${content}.${keyedHash('anonymity/challenge', content)}`;
}
