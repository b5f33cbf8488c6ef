import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { describePlatform, platformViewSchema } from '../describe-platform.ts';
import { connectionTestSchema, testConnection } from '../test-connection.ts';
import type { Connectors } from '../types.ts';
import { administering, params, reading, tags } from './route-parts.ts';

/** Looking at platforms. */
export function viewRoutes(connectors: Connectors): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/admin/platforms',
      {
        config: reading,
        schema: {
          tags,
          summary: 'All registered platforms with their health',
          response: { 200: z.object({ platforms: z.array(platformViewSchema) }) },
        },
      },
      async () => ({
        platforms: Array.from(connectors.platforms.keys(), (id) => describePlatform(connectors, id)),
      }),
    );
    app.get(
      '/api/admin/platforms/:platformId',
      {
        config: reading,
        schema: { tags, summary: 'One platform', params, response: { 200: platformViewSchema } },
      },
      async (request) => describePlatform(connectors, request.params.platformId),
    );
    app.post(
      '/api/admin/platforms/:platformId/test',
      {
        config: {
          ...administering,
          audit: { action: 'platform.tested', subject: { kind: 'platform', id: 'params.platformId' } },
        },
        schema: {
          tags,
          summary: 'Try all addresses of a platform with a health check and an empty signed batch',
          params,
          response: { 200: z.object({ addresses: z.array(connectionTestSchema) }) },
        },
      },
      async (request) => ({ addresses: await testConnection(connectors, request.params.platformId) }),
    );
  };
}
