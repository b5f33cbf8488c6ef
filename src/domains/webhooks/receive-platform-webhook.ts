import { appendEvents } from '#events';
import { parseJson } from '#infra/http';
import { webhookErrors } from './errors.ts';
import { verifyStandard } from './schemes/verify-standard.ts';
import type { IncomingWebhook, WebhookResult, Webhooks } from './types.ts';

/**
 * Takes a webhook that a registered platform signed with the secret that it shares with the hub. Its body is an
 * event or a list of them, as at `POST /sync/event`.
 *
 * @throws `webhooks.unknown_source`, `webhooks.signature_…`, `http.malformed_json`, `webhooks.foreign_source`
 */
export async function receivePlatformWebhook(
  webhooks: Webhooks,
  platformId: string,
  webhook: IncomingWebhook,
): Promise<WebhookResult[]> {
  const platform = webhooks.connectors.platforms.get(platformId);
  if (platform === undefined) {
    throw webhookErrors('webhooks.unknown_source', { detail: `No source is registered as ${platformId}.` });
  }
  const nowMs = webhooks.clock.now();
  const keys = platform.signingKeys.filter(({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > nowMs);
  verifyStandard(
    webhook,
    keys.map(({ key }) => key),
    nowMs,
  );
  const body = parseJson(webhook.rawBody.toString('utf8'));
  const events = Array.isArray(body) ? (body as unknown[]) : [body];
  const foreign = events.find((event) => sourceOf(event) !== undefined && sourceOf(event) !== platformId);
  if (foreign !== undefined) {
    throw webhookErrors('webhooks.foreign_source', {
      detail: `${platformId} signed an event of ${String(sourceOf(foreign))}; nothing was taken.`,
    });
  }
  const outcomes = await appendEvents(webhooks.log, events);
  return outcomes.map((outcome, index) => ({
    ...outcome,
    eventId: textOf(events[index], 'eventId') ?? null,
  }));
}

const sourceOf = (event: unknown): string | undefined => textOf(event, 'source');

function textOf(event: unknown, member: string): string | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  const value = (event as Readonly<Record<string, unknown>>)[member];
  return typeof value === 'string' ? value.slice(0, 128) : undefined;
}
