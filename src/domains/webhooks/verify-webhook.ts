import { verifyRazorpay } from './schemes/verify-razorpay.ts';
import { verifyStandard } from './schemes/verify-standard.ts';
import { verifyStripe } from './schemes/verify-stripe.ts';
import { verifyWhatsapp } from './schemes/verify-whatsapp.ts';
import { decodeStandardSecret } from './signing-secret.ts';
import type { IncomingWebhook, VerifiedWebhook, WebhookSource } from './types.ts';

/**
 * Checks a webhook by its source’s scheme, against every secret that is accepted now.
 *
 * @throws `webhooks.signature_missing`, `webhooks.signature_invalid`, `webhooks.signature_expired`: in this order
 */
export function verifyWebhook(
  source: WebhookSource,
  webhook: IncomingWebhook,
  nowMs: number,
): VerifiedWebhook {
  const secrets = source.secrets
    .filter(({ kind, expiresAtMs }) => kind === 'signing' && (expiresAtMs === null || expiresAtMs > nowMs))
    .map(({ value }) => value);
  switch (source.scheme) {
    case 'standard':
      return verifyStandard(
        webhook,
        secrets.flatMap((secret) => decodeStandardSecret(secret) ?? []),
        nowMs,
      );
    case 'stripe':
      return verifyStripe(webhook, secrets, nowMs);
    case 'razorpay':
      return verifyRazorpay(webhook, secrets);
    case 'whatsapp':
      return verifyWhatsapp(webhook, secrets);
  }
}
