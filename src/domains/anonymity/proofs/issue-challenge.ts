import { randomBytes } from 'node:crypto';
import type { Anonymity } from '../types.ts';
import { currentEpoch } from './current-epoch.ts';
import { sealChallenge } from './seal-challenge.ts';

export interface IssuedChallenge {
  readonly challenge: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
  /** By the hub’s clock, so that a device’s own needs not be right. */
  readonly epoch: { readonly number: number; readonly endsAtMs: number };
  /** Days since 1970, for the scope of founding a circle. */
  readonly day: number;
}

/**
 * A fresh challenge. Nothing is stored for it, so that asking for many costs nothing: it is 16 random bytes and its
 * end, with a keyed hash over both. It is remembered only once it was answered.
 */
export function issueChallenge(
  anonymity: Pick<Anonymity, 'clock' | 'settings' | 'keyedHash'>,
): IssuedChallenge {
  const now = anonymity.clock.now();
  const expiresAtMs = now + anonymity.settings.challengeMs;
  const content = `${randomBytes(16).toString('base64url')}.${expiresAtMs}`;
  return {
    challenge: sealChallenge(anonymity, content),
    expiresAtMs,
    epoch: currentEpoch(anonymity),
    day: Math.floor(now / 86_400_000),
  };
}
