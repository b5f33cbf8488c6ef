import { timingSafeEqual } from 'node:crypto';
import { anonymityErrors } from '../errors.ts';
import type { Anonymity } from '../types.ts';
import { sealChallenge } from './seal-challenge.ts';

/**
 * Returns when the hub ends to accept this challenge, milliseconds since 1970.
 *
 * @throws `anonymity.challenge_unknown` when no hub of ours issued it, `anonymity.challenge_expired`
 */
export function checkChallenge(anonymity: Pick<Anonymity, 'clock' | 'keyedHash'>, challenge: string): number {
  const [, content, expiresAt] = /^([\w-]{22}\.(\d{1,15}))\.[\w-]{1,128}$/.exec(challenge) ?? [];
  if (content === undefined) throw anonymityErrors('anonymity.challenge_unknown');
  const [expected, actual] = [sealChallenge(anonymity, content), challenge].map((text) => Buffer.from(text));
  if (expected?.length !== actual?.length || !timingSafeEqual(expected!, actual!)) {
    throw anonymityErrors('anonymity.challenge_unknown');
  }
  if (anonymity.clock.now() >= Number(expiresAt)) throw anonymityErrors('anonymity.challenge_expired');
  return Number(expiresAt);
}
