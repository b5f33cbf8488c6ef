import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { tiers } from '#kernel/tiers';
import { getUnifiedProfile } from '../get-unified-profile.ts';
import { listDriftPasses } from '../list-drift-passes.ts';
import { readPlatformStates } from '../read-platform-states.ts';
import { searchUsers } from '../search-users.ts';
import { startDriftPass } from '../start-drift-pass.ts';
import { syncHealths } from '../sync-health.ts';
import type { Sync } from '../types.ts';
import { platformStateSchema, unifiedProfileSchema, userIdSchema } from './profile-schemas.ts';

const reading = { access: { permission: 'sync:read' }, audit: 'nothing_personal' } as const;
const writing = { access: { permission: 'sync:write' } } as const;
const tags = ['Users'];

const summarySchema = z
  .object({
    userId: z.string(),
    tier: z.enum(tiers),
    active: z.boolean(),
    source: z.string().describe('Who last said something about the person'),
    syncHealth: z.enum(syncHealths),
    pendingChanges: z.number().int().describe('Platforms that have not confirmed the present profile'),
    lastFullSync: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'UserSummary' });

const passSchema = z
  .object({
    platform: z.string(),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable().describe('null: under way'),
    nextPageAt: z.iso.datetime(),
    usersTotal: z.number().int(),
    usersChecked: z.number().int(),
    usersHealed: z.number().int(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'DriftPass' });

/** Operators’ routes: people under `/api/admin/users`, the drift check under `/api/admin/sync/drift`. */
export function adminRoutes(sync: Sync): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(peopleRoutes(sync));
    await app.register(driftRoutes(sync));
  };
}

function peopleRoutes(sync: Sync): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/admin/users',
      {
        config: reading,
        schema: {
          tags,
          summary: 'Find people',
          querystring: z.object({
            tier: z.enum(tiers).optional(),
            syncHealth: z.enum(syncHealths).optional(),
            search: z.string().min(1).max(128).optional().describe('Beginning of the user id'),
            after: z.string().max(128).optional().describe('`next` of the page before'),
            limit: z.coerce.number().int().min(1).max(500).default(50),
          }),
          response: { 200: z.object({ users: z.array(summarySchema), next: z.string().nullable() }) },
        },
      },
      async (request) => {
        const { search: idPrefix, ...search } = request.query;
        const users = await searchUsers(sync, { ...search, idPrefix });
        return { users, next: users.length === search.limit ? users.at(-1)!.userId : null };
      },
    );
    app.get(
      '/api/admin/users/:userId',
      {
        config: {
          ...reading,
          audit: { action: 'profile.read', subject: { kind: 'user', id: 'params.userId' } },
        },
        schema: {
          tags,
          summary: 'A person’s unified profile and how each platform stands to it',
          params: z.object({ userId: userIdSchema }),
          response: { 200: unifiedProfileSchema.extend({ states: z.array(platformStateSchema) }) },
        },
      },
      async (request) => {
        const { userId } = request.params;
        const [profile, states] = await Promise.all([
          getUnifiedProfile(sync, userId),
          readPlatformStates(sync, userId),
        ]);
        return { ...(profile as z.infer<typeof unifiedProfileSchema>), states };
      },
    );
  };
}

function driftRoutes(sync: Sync): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/admin/sync/drift',
      {
        config: reading,
        schema: {
          tags,
          summary: 'The latest pass of the drift check over each platform',
          response: { 200: z.object({ passes: z.array(passSchema) }) },
        },
      },
      async () => ({ passes: await listDriftPasses(sync) }),
    );
    app.post(
      '/api/admin/sync/drift',
      {
        config: { ...writing, audit: { action: 'drift_check.started', details: ['body.platform'] } },
        schema: {
          tags,
          summary: 'Look for drift now',
          body: z.strictObject({ platform: z.string().optional().describe('Absent: all platforms') }),
          response: { 202: z.object({ platforms: z.array(z.string()) }) },
        },
      },
      async (request, reply) =>
        reply.code(202).send({ platforms: await startDriftPass(sync, request.body.platform) }),
    );
  };
}
