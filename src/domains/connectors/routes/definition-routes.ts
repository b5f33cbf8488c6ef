import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { createPlatform, platformCreationSchema } from '../create-platform.ts';
import { deletePlatform, type CountWaitingEvents } from '../delete-platform.ts';
import { describePlatform, platformViewSchema } from '../describe-platform.ts';
import type { Connectors } from '../types.ts';
import { platformUpdateSchema, updatePlatform } from '../update-platform.ts';
import { administering, params, tags } from './route-parts.ts';

const createdSchema = z.object({
  platform: platformViewSchema,
  signingSecret: z.string().nullable().describe('Shown this once; null when you brought your own'),
});

/** Registering, changing and forgetting platforms. */
export function definitionRoutes(
  connectors: Connectors,
  countWaitingEvents: CountWaitingEvents,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/admin/platforms',
      {
        config: {
          ...administering,
          audit: { action: 'platform.registered', subject: { kind: 'platform', id: 'body.id' } },
        },
        schema: {
          tags,
          summary: 'Register a platform',
          body: platformCreationSchema,
          response: { 201: createdSchema },
        },
      },
      async (request, reply) => {
        const { platform, signingSecret } = await createPlatform(connectors, request.body);
        reply.code(201).header('location', `/api/admin/platforms/${platform.id}`);
        return { platform: describePlatform(connectors, platform.id), signingSecret };
      },
    );
    app.put(
      '/api/admin/platforms/:platformId',
      {
        config: {
          ...administering,
          audit: {
            action: 'platform.changed',
            subject: { kind: 'platform', id: 'params.platformId' },
            details: ['body.version'],
          },
        },
        schema: {
          tags,
          summary: 'Replace the definition of a platform',
          params,
          body: platformUpdateSchema,
          response: { 200: platformViewSchema },
        },
      },
      async (request) => {
        const { id } = await updatePlatform(connectors, request.params.platformId, request.body);
        return describePlatform(connectors, id);
      },
    );
    app.delete(
      '/api/admin/platforms/:platformId',
      {
        config: {
          ...administering,
          audit: { action: 'platform.deleted', subject: { kind: 'platform', id: 'params.platformId' } },
        },
        schema: { tags, summary: 'Forget a platform', params, response: { 204: z.void() } },
      },
      async (request, reply) => {
        await deletePlatform(connectors, request.params.platformId, countWaitingEvents);
        reply.code(204);
      },
    );
  };
}
