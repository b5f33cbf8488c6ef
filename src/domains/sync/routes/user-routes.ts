import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { tiers } from '#kernel/tiers';
import { getUnifiedProfile } from '../get-unified-profile.ts';
import { syncUser } from '../sync-user.ts';
import type { Sync } from '../types.ts';
import { unifiedProfileSchema, userIdSchema } from './profile-schemas.ts';
import { requireSource } from './require-source.ts';

const tags = ['Sync'];
const bodySchema = z
  .strictObject({
    userId: userIdSchema,
    tier: z.enum(tiers),
    source: z.string().max(63).optional().describe('The platform that says so'),
    forceSync: z.boolean().default(false).describe('Push again even what the platforms have confirmed'),
  })
  .meta({
    id: 'UserSyncRequest',
    examples: [{ userId: 'member-1', tier: 'obsidian', source: 'black_portal', forceSync: false }],
  });

/** `POST /api/integration/sync/user` and `GET /api/integration/sync/users/:userId`. */
export function userRoutes(sync: Sync): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/integration/sync/user',
      {
        config: { access: { permission: 'sync:write' } },
        schema: {
          tags,
          summary: 'Bring one person into step on every platform',
          description:
            'Status 200: every platform confirmed. 202: the wish is stored, and the platforms named in ' +
            '`syncStatus.pendingChanges` are told as soon as they can be.',
          body: bodySchema,
          response: { 200: unifiedProfileSchema, 202: unifiedProfileSchema },
        },
      },
      async (request, reply) => {
        const { source, ...wish } = request.body;
        const requestedBy = requireSource(sync, request.principal, source);
        const { status, profile } = await syncUser(sync, { ...wish, source: requestedBy });
        reply.header('location', `/api/integration/sync/users/${encodeURIComponent(wish.userId)}`);
        return reply.code(status === 'confirmed' ? 200 : 202).send(profile as Body);
      },
    );
    app.get(
      '/api/integration/sync/users/:userId',
      {
        config: {
          access: { permission: 'sync:read' },
          audit: { action: 'profile.read', subject: { kind: 'user', id: 'params.userId' } },
        },
        schema: {
          tags,
          summary: 'The unified profile of a person',
          params: z.object({ userId: userIdSchema }),
          response: { 200: unifiedProfileSchema },
        },
      },
      async (request) => (await getUnifiedProfile(sync, request.params.userId)) as Body,
    );
  };
}

type Body = z.infer<typeof unifiedProfileSchema>;
