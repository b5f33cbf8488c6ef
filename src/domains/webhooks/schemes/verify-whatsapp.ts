import { webhookErrors } from '../errors.ts';
import type { IncomingWebhook, VerifiedWebhook } from '../types.ts';
import { readHeader } from './read-header.ts';
import { requireMatchingDigest } from './require-matching-digest.ts';

const prefix = 'sha256=';

/**
 * WhatsApp Cloud API: `X-Hub-Signature-256: sha256=<hex HMAC-SHA256(app secret, body)>`. One webhook carries many
 * messages, each with an id of its own.
 *
 * @throws `webhooks.signature_missing`, `webhooks.signature_invalid`: in this order
 */
export function verifyWhatsapp(
  { headers, rawBody }: IncomingWebhook,
  secrets: readonly string[],
): VerifiedWebhook {
  const signature = readHeader(headers, 'x-hub-signature-256');
  if (!signature.startsWith(prefix)) {
    throw webhookErrors('webhooks.signature_missing', { detail: `x-hub-signature-256 lacks ${prefix}` });
  }
  const signatures = [signature.slice(prefix.length)];
  requireMatchingDigest(secrets, { parts: [rawBody], signatures, encoding: 'hex' });
  return { messageId: null };
}
