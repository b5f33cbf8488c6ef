import type { WebhookSecret } from './types.ts';

/** The associated data of a sealed secret: it opens only in the row, and for the use, it was sealed for. */
export function secretPlace(sourceId: string, kind: WebhookSecret['kind'], secretId: string): string {
  return `webhooks.secrets/${sourceId}/${kind}/${secretId}`;
}
