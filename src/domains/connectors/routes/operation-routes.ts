import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { describePlatform, platformViewSchema } from '../describe-platform.ts';
import { setActiveAddress } from '../set-active-address.ts';
import { setPlatformEnabled } from '../set-platform-enabled.ts';
import type { Connectors } from '../types.ts';
import { administering, params, tags } from './route-parts.ts';

const activeAddressSchema = z.strictObject({
  address: z
    .string()
    .max(2_000)
    .nullable()
    .describe('Preferred from now on; null: the primary is preferred again'),
});

/** Steering deliveries: on, off, elsewhere. */
export function operationRoutes(connectors: Connectors): FastifyPluginAsyncZod {
  return async (app) => {
    for (const [verb, enabled] of [
      ['enable', true],
      ['disable', false],
    ] as const) {
      app.post(
        `/api/admin/platforms/:platformId/${verb}`,
        {
          config: {
            ...administering,
            audit: { action: `platform.${verb}d`, subject: { kind: 'platform', id: 'params.platformId' } },
          },
          schema: {
            tags,
            summary: enabled ? 'Resume deliveries to a platform' : 'Let a platform’s events wait',
            params,
            response: { 200: platformViewSchema },
          },
        },
        async (request) => {
          const { id } = await setPlatformEnabled(connectors, request.params.platformId, enabled);
          return describePlatform(connectors, id);
        },
      );
    }
    app.put(
      '/api/admin/platforms/:platformId/active-address',
      {
        config: {
          ...administering,
          audit: {
            action: 'platform.address_chosen',
            subject: { kind: 'platform', id: 'params.platformId' },
            details: ['body.address'],
          },
        },
        schema: {
          tags,
          summary: 'Send a platform’s requests to another of its addresses',
          params,
          body: activeAddressSchema,
          response: { 200: platformViewSchema },
        },
      },
      async (request) => {
        await setActiveAddress(connectors, request.params.platformId, request.body.address);
        return describePlatform(connectors, request.params.platformId);
      },
    );
  };
}
