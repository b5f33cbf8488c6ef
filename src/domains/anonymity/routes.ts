import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { circleRoutes } from './routes/circle-routes.ts';
import { groupRoutes } from './routes/group-routes.ts';
import { moderationRoutes } from './routes/moderation-routes.ts';
import { proofRoutes } from './routes/proof-routes.ts';
import type { Anonymity } from './types.ts';

/** `/api/anonymity`, `/api/circles` and their moderation. */
export const anonymityRoutes = (anonymity: Anonymity): FastifyPluginAsyncZod =>
  async function routes(app) {
    await app.register(groupRoutes(anonymity));
    await app.register(proofRoutes(anonymity));
    await app.register(circleRoutes(anonymity));
    await app.register(moderationRoutes(anonymity));
  };
