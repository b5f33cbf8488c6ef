import type { Webhooks } from './types.ts';

/** Whether events may name this source because a registered sender of webhooks stands behind it. Reads memory. */
export function isWebhookSource(webhooks: Pick<Webhooks, 'sources'>, eventSource: string): boolean {
  for (const source of webhooks.sources.values()) if (source.eventSource === eventSource) return true;
  return false;
}
