import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { rotateSecret, secretOverlapMsDefault } from '../rotate-secret.ts';
import type { Connectors } from '../types.ts';
import { administering, params, tags } from './route-parts.ts';

const overlapSecondsMax = 30 * 86_400;

const rotationSchema = z.strictObject({
  overlapSeconds: z
    .int()
    .min(0)
    .max(overlapSecondsMax)
    .default(secretOverlapMsDefault / 1000)
    .describe('How long requests carry the old signature as well; 0: not at all'),
});

/** Replacing signing secrets. */
export function secretRoutes(connectors: Connectors): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/admin/platforms/:platformId/rotate-secret',
      {
        config: {
          ...administering,
          audit: {
            action: 'platform.secret_rotated',
            subject: { kind: 'platform', id: 'params.platformId' },
            details: ['body.overlapSeconds'],
          },
        },
        schema: {
          tags,
          summary: 'Give a platform a new signing secret',
          params,
          body: rotationSchema,
          response: { 200: z.object({ signingSecret: z.string().describe('Shown this once') }) },
        },
      },
      async (request) => {
        const overlapMs = request.body.overlapSeconds * 1000;
        return { signingSecret: await rotateSecret(connectors, request.params.platformId, overlapMs) };
      },
    );
  };
}
