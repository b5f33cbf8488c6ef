import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { CountWaitingEvents } from './delete-platform.ts';
import { definitionRoutes } from './routes/definition-routes.ts';
import { operationRoutes } from './routes/operation-routes.ts';
import { secretRoutes } from './routes/secret-routes.ts';
import { viewRoutes } from './routes/view-routes.ts';
import type { Connectors } from './types.ts';

export interface ConnectorRoutesDependencies {
  readonly connectors: Connectors;
  /** How many events wait for a platform; one for which some wait is not deleted. */
  readonly countWaitingEvents: CountWaitingEvents;
}

/** Administration of platforms, for operators, under `/api/admin/platforms`. */
export function connectorRoutes({
  connectors,
  countWaitingEvents,
}: ConnectorRoutesDependencies): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(viewRoutes(connectors));
    await app.register(definitionRoutes(connectors, countWaitingEvents));
    await app.register(operationRoutes(connectors));
    await app.register(secretRoutes(connectors));
  };
}
