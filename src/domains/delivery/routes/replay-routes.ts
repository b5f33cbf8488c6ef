import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cancelReplay, countMatching, createReplay, getReplay, listReplays } from '../replays.ts';
import { requirePlatform } from '../require-platform.ts';
import type { DeliveryRoutesDependencies } from './dependencies.ts';
import { replaySchema, replaySelectionSchema } from './schemas.ts';

const tags = ['Delivery'];
const read = { access: { permission: 'delivery:read' }, audit: 'nothing_personal' } as const;
const write = { access: { permission: 'delivery:admin' } } as const;
const replayParams = z.object({ id: z.uuid() });

/** `/api/admin/replays`: deliver past events again, and watch it. */
export function replayRoutes({ database, log }: DeliveryRoutesDependencies): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/admin/replays',
      {
        config: {
          ...write,
          audit: { action: 'replay.started', details: ['body.dryRun', 'body.ratePerSecond'] },
        },
        schema: {
          tags,
          summary: 'Deliver past events again; platforms ignore those they have',
          body: z.object({
            selection: replaySelectionSchema,
            dryRun: z.boolean().default(false).describe('Only count'),
            ratePerSecond: z.int().min(1).max(100_000).default(1_000),
          }),
          response: {
            200: z.object({ matched: z.number() }),
            202: replaySchema,
          },
        },
      },
      async (request, reply) => {
        const { selection, dryRun, ratePerSecond } = request.body;
        if (selection.platform !== undefined) requirePlatform(log, selection.platform);
        if (dryRun) return { matched: (await countMatching(database, selection)).matched };
        const by = request.principal?.id ?? 'unknown';
        reply.code(202);
        return createReplay(database, { selection, ratePerSecond, by });
      },
    );
    app.get(
      '/api/admin/replays',
      {
        config: read,
        schema: {
          tags,
          summary: 'The latest replays',
          response: { 200: z.object({ replays: z.array(replaySchema) }) },
        },
      },
      async () => ({ replays: await listReplays(database, 50) }),
    );
    app.get(
      '/api/admin/replays/:id',
      {
        config: read,
        schema: {
          tags,
          summary: 'Progress of a replay',
          params: replayParams,
          response: { 200: replaySchema },
        },
      },
      async ({ params }) => getReplay(database, params.id),
    );
    app.delete(
      '/api/admin/replays/:id',
      {
        config: {
          ...write,
          audit: { action: 'replay.stopped', subject: { kind: 'replay', id: 'params.id' } },
        },
        schema: { tags, summary: 'Stop a replay', params: replayParams, response: { 200: replaySchema } },
      },
      async ({ params }) => cancelReplay(database, params.id),
    );
  };
}
