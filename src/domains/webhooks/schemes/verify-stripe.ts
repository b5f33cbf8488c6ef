import { webhookErrors } from '../errors.ts';
import type { IncomingWebhook, VerifiedWebhook } from '../types.ts';
import { readHeader } from './read-header.ts';
import { requireFresh } from './require-fresh.ts';
import { requireMatchingDigest } from './require-matching-digest.ts';

/**
 * Stripe: `Stripe-Signature: t=<seconds>,v1=<hex HMAC-SHA256(secret, t.body)>`, several `v1` while a secret rotates.
 * The message’s id stands in its body.
 *
 * @throws `webhooks.signature_missing`, `webhooks.signature_invalid`, `webhooks.signature_expired`: in this order
 */
export function verifyStripe(
  { headers, rawBody }: IncomingWebhook,
  secrets: readonly string[],
  nowMs: number,
): VerifiedWebhook {
  const fields = readHeader(headers, 'stripe-signature')
    .split(',')
    .map((field) => field.trim().split('=') as [string, string | undefined]);
  const timestamp = fields.find(([name]) => name === 't')?.[1];
  const signatures = fields.flatMap(([name, value]) => (name === 'v1' && value !== undefined ? [value] : []));
  if (timestamp === undefined || signatures.length === 0) {
    throw webhookErrors('webhooks.signature_missing', { detail: 'stripe-signature lacks t or v1.' });
  }
  requireMatchingDigest(secrets, { parts: [`${timestamp}.`, rawBody], signatures, encoding: 'hex' });
  requireFresh(timestamp, nowMs);
  return { messageId: null };
}
