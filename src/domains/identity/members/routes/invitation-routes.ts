import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  createInvitations,
  invitationLifetimeMs,
  invitationLifetimeMsMax,
  invitationsMax,
} from '../create-invitations.ts';
import { invitationStates, listInvitations } from '../list-invitations.ts';
import { revokeInvitations } from '../revoke-invitations.ts';
import type { Members } from '../types.ts';
import { callerOf } from './caller-of.ts';
import { idSchema, roleSchema, tierSchema, timeSchema } from './schemas.ts';

const tags = ['People: invitations'];
const config = { access: { permission: 'invitations:admin' }, audit: 'own' } as const;
const hourMs = 3_600_000;

const request = z
  .strictObject({
    role: roleSchema.default('member'),
    tier: tierSchema.nullable().default(null),
    count: z.int().min(1).max(invitationsMax).default(1),
    lifetimeHours: z
      .int()
      .min(1)
      .max(invitationLifetimeMsMax / hourMs)
      .default(invitationLifetimeMs / hourMs),
    note: z.string().trim().max(200).default(''),
  })
  .meta({ id: 'InvitationRequest' });

const invitation = z
  .object({
    invitationId: z.string(),
    batchId: z.string(),
    role: roleSchema,
    tier: tierSchema.nullable(),
    note: z.string(),
    state: z.enum(invitationStates),
    createdAt: timeSchema,
    createdBy: z.string(),
    expiresAt: timeSchema,
    personId: z.string().nullable(),
  })
  .meta({ id: 'Invitation' });

/** `/api/invitations`: make, list, revoke. */
export function invitationRoutes(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/invitations',
      {
        config,
        schema: {
          tags,
          summary: 'Make invitations',
          description: 'The answer holds the codes, this once.',
          body: request,
          response: {
            201: z.object({
              batchId: z.string(),
              expiresAt: timeSchema,
              invitations: z.array(z.object({ invitationId: z.string(), code: z.string() })),
            }),
          },
        },
      },
      async (received, reply) => {
        const { lifetimeHours, ...rest } = received.body;
        const wanted = { ...rest, lifetimeMs: lifetimeHours * hourMs };
        const batch = await createInvitations(members, wanted, callerOf(received));
        return reply.code(201).send({
          batchId: batch.batchId,
          expiresAt: batch.expiresAt.toISOString(),
          invitations: [...batch.invitations],
        });
      },
    );

    await app.register(listAndRevoke(members));
  };
}

function listAndRevoke(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/invitations',
      {
        config: {
          ...config,
          audit: {
            action: 'invitations.read',
            details: ['query.state', 'query.tier', 'query.batchId', 'query.after'],
          },
        },
        schema: {
          tags,
          summary: 'Invitations, newest first, without their codes',
          querystring: z.object({
            state: z.enum(invitationStates).optional(),
            tier: tierSchema.optional(),
            batchId: idSchema.optional(),
            after: idSchema.optional().describe('The last one of the page before'),
            limit: z.coerce.number().int().min(1).max(1_000).default(100),
          }),
          response: { 200: z.object({ invitations: z.array(invitation) }) },
        },
      },
      async ({ query: { limit, ...filter } }) => {
        const found = await listInvitations(members, withoutAbsent(filter), limit);
        return {
          invitations: found.map((each) => ({
            ...each,
            createdAt: each.createdAt.toISOString(),
            expiresAt: each.expiresAt.toISOString(),
          })),
        };
      },
    );

    app.post(
      '/api/invitations/revoke',
      {
        config,
        schema: {
          tags,
          summary: 'Revoke one invitation, or all that were made together',
          body: z.union([z.strictObject({ invitationId: idSchema }), z.strictObject({ batchId: idSchema })]),
          response: { 200: z.object({ revoked: z.int() }) },
        },
      },
      async (received) => ({ revoked: await revokeInvitations(members, received.body, callerOf(received)) }),
    );
  };
}

function withoutAbsent<Filter extends object>(filter: Filter) {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Filter]?: NonNullable<Filter[Name]>;
  };
}
