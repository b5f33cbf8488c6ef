import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { decideRecovery } from '../decide-recovery.ts';
import { listRecoveries } from '../list-recoveries.ts';
import { requestRecovery } from '../request-recovery.ts';
import type { Members } from '../types.ts';
import { callerOf } from './caller-of.ts';
import { deviceCodeSchema, idSchema, personIdSchema, reasonSchema, timeSchema } from './schemas.ts';

const tags = ['People'];
const reading = { access: { permission: 'people:read' }, audit: { action: 'recoveries.read' } } as const;
const params = z.object({ personId: personIdSchema });
const because = z.strictObject({ reason: reasonSchema });

const recovery = z
  .object({
    recoveryId: z.string(),
    personId: z.string(),
    reason: z.string(),
    requestedBy: z.string(),
    requestedAt: timeSchema,
    decidedBy: z.string().nullable(),
    decidedAt: timeSchema.nullable(),
    approved: z.boolean().nullable(),
  })
  .meta({ id: 'Recovery' });

/** Recoveries by staff: one asks, another decides. */
export function recoveryRoutes(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/recoveries',
      {
        config: reading,
        schema: {
          tags,
          summary: 'Recoveries, those to be decided first',
          response: { 200: z.object({ recoveries: z.array(recovery) }) },
        },
      },
      async () => ({
        recoveries: (await listRecoveries(members)).map((each) => ({
          ...each,
          requestedAt: each.requestedAt.toISOString(),
          decidedAt: each.decidedAt?.toISOString() ?? null,
        })),
      }),
    );

    app.post(
      '/api/people/:personId/recoveries',
      {
        config: { access: { permission: 'recovery:request' }, audit: 'own' },
        schema: {
          tags,
          summary: 'Ask that a person who lost every device may register another',
          params,
          body: because,
          response: { 201: z.object({ recoveryId: z.string() }) },
        },
      },
      async (request, reply) => {
        const { params: asked, body } = request;
        const recoveryId = await requestRecovery(members, asked.personId, body.reason, callerOf(request));
        return reply.code(201).send({ recoveryId });
      },
    );

    app.post(
      '/api/recoveries/:recoveryId/decision',
      {
        config: { access: { permission: 'recovery:approve' }, audit: 'own' },
        schema: {
          tags,
          summary: 'Decide what somebody else asked for',
          params: z.object({ recoveryId: idSchema }),
          body: z.strictObject({ approved: z.boolean() }),
          response: { 200: deviceCodeSchema.nullable() },
        },
      },
      async (request) => {
        const { recoveryId } = request.params;
        const code = await decideRecovery(members, recoveryId, request.body.approved, callerOf(request));
        return code === null ? null : { ...code, expiresAt: code.expiresAt.toISOString() };
      },
    );
  };
}
