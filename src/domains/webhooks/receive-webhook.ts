import { appendEvents } from '#events';
import { parseJson } from '#infra/http';
import { InterlockError } from '#kernel/errors';
import { webhookErrors } from './errors.ts';
import { mapRazorpayEvent } from './mappings/map-razorpay-event.ts';
import { mapStandardMessage } from './mappings/map-standard-message.ts';
import { mapStripeEvent } from './mappings/map-stripe-event.ts';
import { mapWhatsappMessages } from './mappings/map-whatsapp-messages.ts';
import { receivePlatformWebhook } from './receive-platform-webhook.ts';
import { recordReceipt } from './record-receipt.ts';
import { settleReceipt } from './settle-receipt.ts';
import type {
  IncomingWebhook,
  WebhookMapping,
  WebhookResult,
  Webhooks,
  WebhookScheme,
  WebhookSource,
} from './types.ts';
import { verifyWebhook } from './verify-webhook.ts';

const mappings: Readonly<Record<WebhookScheme, WebhookMapping>> = {
  standard: mapStandardMessage,
  stripe: mapStripeEvent,
  razorpay: mapRazorpayEvent,
  whatsapp: mapWhatsappMessages,
};

/**
 * Takes a webhook of a third party, or of a platform that signs with its own secret: verifies it over its raw
 * bytes, turns it into events, and appends them. The same webhook again gives the same events, which the log knows.
 *
 * @param sourceId a registered source or a platform
 * @returns one result per event, in order; none when the hub has no use for the webhook
 * @throws `webhooks.unknown_source`, `webhooks.signature_…`, `http.malformed_json`, `webhooks.unreadable_body`,
 *   `database.unavailable`: in this order
 */
export async function receiveWebhook(
  webhooks: Webhooks,
  sourceId: string,
  webhook: IncomingWebhook,
): Promise<WebhookResult[]> {
  const source = webhooks.sources.get(sourceId);
  if (source === undefined) return receivePlatformWebhook(webhooks, sourceId, webhook);
  if (!source.enabled) {
    throw webhookErrors('webhooks.unknown_source', { detail: `${sourceId} is disabled.` });
  }
  const verified = verifyWebhook(source, webhook, webhooks.clock.now());
  const receipt = await recordReceipt(webhooks.database, {
    sourceId,
    messageId: verified.messageId,
    rawBody: webhook.rawBody,
  });
  const settle = (accepted: number, refused: number, errorCode: string | null): Promise<void> =>
    settleReceipt(
      webhooks.database,
      { sourceId, bodyDigest: receipt.bodyDigest },
      { accepted, refused, errorCode },
    );
  try {
    const results = await takeEvents(webhooks, source, webhook.rawBody, receipt.messageId);
    const refusals = results.flatMap((result) => (result.status === 'refused' ? [result.error] : []));
    await settle(results.length - refusals.length, refusals.length, refusals[0]?.code ?? null);
    return results;
  } catch (error) {
    if (error instanceof InterlockError && error.status < 500) await settle(0, 0, error.code);
    throw error;
  }
}

async function takeEvents(
  webhooks: Webhooks,
  source: WebhookSource,
  rawBody: Buffer,
  messageId: string,
): Promise<WebhookResult[]> {
  const body = parseJson(rawBody.toString('utf8'));
  const events = mappings[source.scheme](body, { source, messageId });
  const outcomes = await appendEvents(webhooks.log, events);
  return outcomes.map((outcome, index) => ({ ...outcome, eventId: events[index]?.eventId ?? null }));
}
