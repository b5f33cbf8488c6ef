import { webhookErrors } from './errors.ts';
import type { Webhooks, WebhookSource } from './types.ts';

/**
 * The registered source, enabled or not.
 *
 * @throws `webhooks.unknown_source`
 */
export function findSource(webhooks: Pick<Webhooks, 'sources'>, sourceId: string): WebhookSource {
  const source = webhooks.sources.get(sourceId);
  if (source === undefined) {
    throw webhookErrors('webhooks.unknown_source', { detail: `No source is registered as ${sourceId}.` });
  }
  return source;
}
