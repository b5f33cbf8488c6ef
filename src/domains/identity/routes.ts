import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { keyRoutes } from './key-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { staffRoutes } from './staff-routes.ts';
import type { Identity } from './types.ts';

/** Service keys under `/api/admin/keys`, sessions under `/api/session`, `/api/admin/sessions` and `/sign-in`. */
export function identityRoutes(identity: Identity): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(keyRoutes(identity));
    await app.register(sessionRoutes(identity));
    await app.register(staffRoutes(identity));
  };
}
