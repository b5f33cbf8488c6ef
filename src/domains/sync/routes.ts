import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { adminRoutes } from './routes/admin-routes.ts';
import { bulkRoutes } from './routes/bulk-routes.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { eventsRoutes, type EventsRoutesOptions } from './routes/events-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { userRoutes } from './routes/user-routes.ts';
import type { Sync } from './types.ts';

/** The synchronisation API under `/api/integration/sync`, and what operators see of it under `/api/admin`. */
export function syncRoutes(sync: Sync, options: EventsRoutesOptions): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(eventRoutes(sync));
    await app.register(eventsRoutes(sync, options));
    await app.register(userRoutes(sync));
    await app.register(bulkRoutes(sync));
    await app.register(healthRoutes(sync));
    await app.register(adminRoutes(sync));
  };
}
