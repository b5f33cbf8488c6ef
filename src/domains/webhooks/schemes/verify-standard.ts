import type { KeyObject } from 'node:crypto';
import { webhookErrors } from '../errors.ts';
import type { IncomingWebhook, VerifiedWebhook } from '../types.ts';
import { readHeader } from './read-header.ts';
import { requireFresh } from './require-fresh.ts';
import { requireMatchingDigest } from './require-matching-digest.ts';

/**
 * Standard Webhooks 1.0: `webhook-signature: v1,<base64 HMAC-SHA256(secret, id.timestamp.body)>`, several
 * separated by spaces while a secret rotates.
 *
 * @throws `webhooks.signature_missing`, `webhooks.signature_invalid`, `webhooks.signature_expired`: in this order
 */
export function verifyStandard(
  { headers, rawBody }: IncomingWebhook,
  keys: readonly (Buffer | KeyObject)[],
  nowMs: number,
): VerifiedWebhook {
  const messageId = readHeader(headers, 'webhook-id');
  const timestamp = readHeader(headers, 'webhook-timestamp');
  const signatures = readHeader(headers, 'webhook-signature')
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => signature.slice('v1,'.length));
  if (signatures.length === 0) {
    throw webhookErrors('webhooks.signature_missing', { detail: 'webhook-signature holds no v1 signature.' });
  }
  requireMatchingDigest(keys, {
    parts: [`${messageId}.${timestamp}.`, rawBody],
    signatures,
    encoding: 'base64',
  });
  requireFresh(timestamp, nowMs);
  return { messageId };
}
