import type { IncomingWebhook, VerifiedWebhook } from '../types.ts';
import { readHeader } from './read-header.ts';
import { requireMatchingDigest } from './require-matching-digest.ts';

/**
 * Razorpay: `X-Razorpay-Signature: <hex HMAC-SHA256(secret, body)>`. Neither a time nor the id in
 * `X-Razorpay-Event-Id` is signed, so a repetition is known by its body (see `recordReceipt`).
 *
 * @throws `webhooks.signature_missing`, `webhooks.signature_invalid`: in this order
 */
export function verifyRazorpay(
  { headers, rawBody }: IncomingWebhook,
  secrets: readonly string[],
): VerifiedWebhook {
  const signature = readHeader(headers, 'x-razorpay-signature');
  const messageId = readHeader(headers, 'x-razorpay-event-id');
  requireMatchingDigest(secrets, { parts: [rawBody], signatures: [signature], encoding: 'hex' });
  return { messageId };
}
