import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { deadLetterRoutes } from './routes/dead-letter-routes.ts';
import { replayRoutes } from './routes/replay-routes.ts';
import type { DeliveryRoutesDependencies } from './routes/dependencies.ts';

/** Dead letters and replays, for operators. */
export function deliveryRoutes(dependencies: DeliveryRoutesDependencies): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(deadLetterRoutes(dependencies));
    await app.register(replayRoutes(dependencies));
  };
}
