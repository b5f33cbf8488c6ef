import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { receiveRoutes } from './routes/receive-routes.ts';
import { sourceRoutes } from './routes/source-routes.ts';
import type { Webhooks } from './types.ts';

export interface WebhookRouteOptions {
  /** Webhooks that one address may send per minute; 0: no limit. */
  readonly webhooksPerMinute: number;
}

/** What third parties call, `/api/integration/sync/webhook`, and its administration, `/api/admin/webhooks`. */
export function webhookRoutes(webhooks: Webhooks, options: WebhookRouteOptions): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(receiveRoutes(webhooks, options.webhooksPerMinute));
    await app.register(sourceRoutes(webhooks));
  };
}
