import { createHash, timingSafeEqual } from 'node:crypto';
import { webhookErrors } from './errors.ts';
import type { Webhooks } from './types.ts';

export interface Challenge {
  readonly verifyToken: string;
  readonly challenge: string;
}

/**
 * WhatsApp asks, when somebody enters the hub’s address at Meta, whether it is at the right place.
 *
 * @param sourceId the source meant; Meta can’t send a header, so without one every WhatsApp source is tried
 * @returns the challenge, to be answered as it is
 * @throws `webhooks.verification_refused`
 */
export function answerChallenge(
  webhooks: Pick<Webhooks, 'sources' | 'clock'>,
  sourceId: string | undefined,
  { verifyToken, challenge }: Challenge,
): string {
  const nowMs = webhooks.clock.now();
  const given = digest(verifyToken);
  let isKnown = false;
  for (const source of webhooks.sources.values()) {
    if (source.scheme !== 'whatsapp' || !source.enabled) continue;
    if (sourceId !== undefined && source.sourceId !== sourceId) continue;
    for (const { kind, value, expiresAtMs } of source.secrets) {
      if (kind !== 'verify_token' || (expiresAtMs !== null && expiresAtMs <= nowMs)) continue;
      // Digests have one length, which timingSafeEqual needs, and tell nothing of the token’s.
      isKnown = timingSafeEqual(digest(value), given) || isKnown;
    }
  }
  if (!isKnown) throw webhookErrors('webhooks.verification_refused');
  return challenge;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
