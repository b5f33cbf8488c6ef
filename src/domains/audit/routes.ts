import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { entryRoutes } from './routes/entry-routes.ts';
import { exportRoutes } from './routes/export-routes.ts';
import { headRoutes } from './routes/head-routes.ts';
import type { Audit } from './types.ts';

/** Reading the audit log and holding the hub to it, under `/api/audit`. */
export function auditRoutes(audit: Audit): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(entryRoutes(audit));
    await app.register(headRoutes(audit));
    await app.register(exportRoutes(audit));
  };
}
