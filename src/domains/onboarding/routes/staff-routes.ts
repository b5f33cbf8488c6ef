import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callerOf, idSchema, personIdSchema, reasonSchema, tierSchema } from '#identity';
import { listJoinings } from '../list-joinings.ts';
import { requestTier } from '../request-tier.ts';
import { undoStuckJoining } from '../undo-stuck-joining.ts';
import { joiningStates, type Onboarding } from '../types.ts';
import { joiningSchema } from './joining-schema.ts';
import { presentJoining } from './present-joining.ts';

const tags = ['People'];

/** What staff sees of joining, and does with tiers. */
export function staffRoutes(onboarding: Onboarding): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/joinings',
      {
        config: {
          access: { permission: 'people:read' },
          audit: { action: 'joinings.read', details: ['query.state', 'query.personId'] },
        },
        schema: {
          tags,
          summary: 'Who is joining, and what became of those who did',
          querystring: z.object({
            state: z.enum(joiningStates).optional(),
            personId: personIdSchema.optional(),
            limit: z.coerce.number().int().min(1).max(1_000).default(100),
          }),
          response: { 200: z.object({ joinings: z.array(joiningSchema) }) },
        },
      },
      async ({ query: { limit, ...filter } }) => ({
        joinings: (await listJoinings(onboarding, filter, limit)).map(presentJoining),
      }),
    );

    await app.register(undoRoute(onboarding));

    app.put(
      '/api/people/:personId/tier',
      {
        config: { access: { permission: 'people:admin' }, audit: 'own' },
        schema: {
          tags,
          summary: 'Give a member another tier, on every platform',
          params: z.object({ personId: personIdSchema }),
          body: z.strictObject({ tier: tierSchema, reason: reasonSchema }),
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { tier, reason } = request.body;
        await requestTier(onboarding, request.params.personId, tier, reason, callerOf(request));
        return reply.code(204).send();
      },
    );
  };
}

function undoRoute(onboarding: Onboarding): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/joinings/:joiningId/undo',
      {
        config: { access: { permission: 'people:admin' }, audit: 'own' },
        schema: {
          tags,
          summary: 'Undo a joining that is stuck, once its cause is seen to',
          description: 'While the cause is there it fails again, and the joining stays stuck.',
          params: z.object({ joiningId: idSchema }),
          body: z.strictObject({ reason: reasonSchema }),
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { joiningId } = request.params;
        await undoStuckJoining(onboarding, joiningId, request.body.reason, callerOf(request));
        return reply.code(204).send();
      },
    );
  };
}
