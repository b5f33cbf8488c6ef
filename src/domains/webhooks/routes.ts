import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { receiveRoutes } from './routes/receive-routes.ts';
import { sourceRoutes } from './routes/source-routes.ts';
import type { Webhooks } from './types.ts';

/** What third parties call, `/api/integration/sync/webhook`, and its administration, `/api/admin/webhooks`. */
export function webhookRoutes(webhooks: Webhooks): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(receiveRoutes(webhooks));
    await app.register(sourceRoutes(webhooks));
  };
}
