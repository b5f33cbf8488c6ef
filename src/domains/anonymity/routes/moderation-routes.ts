import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { describeCaller } from '#audit';
import { findCircle } from '../circles/find-circle.ts';
import { listCircles } from '../circles/list-circles.ts';
import { moderatePost } from '../circles/moderate-post.ts';
import { moderatePseudonym } from '../circles/moderate-pseudonym.ts';
import type { Moderator } from '../circles/moderator.ts';
import { readPosts } from '../circles/read-posts.ts';
import type { Anonymity } from '../types.ts';
import { circleParams, listedCircle, page, post, tags } from './schemas.ts';

const moderating = { access: { permission: 'circles:moderate' }, audit: 'own' } as const;
const reason = z.string().trim().min(1).max(500).describe('Why; it stands in the audit log');

/** What moderators do: they see posts and pseudonyms, and no identity, because there is none to see. */
export const moderationRoutes = (anonymity: Anonymity): FastifyPluginAsyncZod =>
  async function routes(app) {
    await app.register(readingRoutes(anonymity));
    await app.register(decidingRoutes(anonymity));
  };

const readingRoutes = (anonymity: Anonymity): FastifyPluginAsyncZod =>
  async function routes(app) {
    app.get(
      '/api/admin/circles',
      {
        config: { ...moderating, audit: 'nothing_personal' },
        schema: {
          tags,
          summary: 'All circles',
          response: { 200: z.object({ circles: z.array(listedCircle) }) },
        },
      },
      async () => ({ circles: await listCircles(anonymity) }),
    );
    app.get(
      '/api/admin/circles/:circleId/posts',
      {
        config: {
          ...moderating,
          audit: {
            action: 'circle.read',
            subject: { kind: 'circle', id: 'params.circleId' },
            details: ['query.before'],
          },
        },
        schema: {
          tags,
          summary: 'Read a circle as a moderator, hidden posts included',
          params: circleParams,
          querystring: page,
          response: { 200: z.object({ posts: z.array(post) }) },
        },
      },
      async ({ params: { circleId }, query }) => {
        await findCircle(anonymity.database, circleId);
        const posts = await readPosts(anonymity, { ...query, circleId, includeHidden: true });
        return { posts: posts.map((entry) => ({ ...entry, postedAt: entry.postedAt.toISOString() })) };
      },
    );
  };

const decidingRoutes = (anonymity: Anonymity): FastifyPluginAsyncZod =>
  async function routes(app) {
    app.put(
      '/api/admin/circles/:circleId/posts/:postId/visibility',
      {
        config: moderating,
        schema: {
          tags,
          summary: 'Hide a post, or show it again',
          params: circleParams.extend({ postId: z.string().regex(/^\d{1,18}$/) }),
          body: z.object({ hidden: z.boolean(), reason }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { hidden, reason: why } = request.body;
        await moderatePost(anonymity, { ...request.params, hidden }, moderatorOf(request, why));
        return reply.status(204).send(null);
      },
    );
    app.put(
      '/api/admin/circles/:circleId/pseudonyms/:pseudonymId/state',
      {
        config: moderating,
        schema: {
          tags,
          summary: 'Silence, remove or restore a pseudonym',
          params: circleParams.extend({ pseudonymId: z.string().regex(/^[\w-]{43}$/) }),
          body: z.object({ state: z.enum(['active', 'silenced', 'removed']), reason }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { state, reason: why } = request.body;
        await moderatePseudonym(anonymity, { ...request.params, state }, moderatorOf(request, why));
        return reply.status(204).send(null);
      },
    );
  };

function moderatorOf(request: FastifyRequest, why: string): Moderator {
  return { ...describeCaller(request), reason: why };
}
