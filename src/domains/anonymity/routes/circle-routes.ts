import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { admitReader } from '../circles/admit-reader.ts';
import { enterCircle } from '../circles/enter-circle.ts';
import { foundCircle } from '../circles/found-circle.ts';
import { listCircles } from '../circles/list-circles.ts';
import { postToCircle } from '../circles/post-to-circle.ts';
import { readPosts } from '../circles/read-posts.ts';
import { recordRefusal } from '../proofs/record-refusal.ts';
import type { Anonymity } from '../types.ts';
import { circle, circleParams, listedCircle, page, post, presentedProof, tags, tier } from './schemas.ts';

const proving = { access: 'public', requestsPerMinute: 20 } as const;
/** Characters of a post. */
const contentMax = 4_000;

/**
 * Circles. The list is for members who are signed in; everything else is done without a session, by proof or by the
 * token that an entry gives, so that the hub never sees a person and a pseudonym together.
 */
export const circleRoutes = (anonymity: Anonymity): FastifyPluginAsyncZod =>
  async function routes(app) {
    app.get(
      '/api/circles',
      {
        config: { access: { permission: 'circles:own' } },
        schema: {
          tags,
          summary: 'All circles',
          response: { 200: z.object({ circles: z.array(listedCircle) }) },
        },
      },
      async () => ({ circles: await listCircles(anonymity) }),
    );
    app.post(
      '/api/circles',
      {
        config: proving,
        schema: {
          tags,
          summary: 'Found a circle, by proof',
          body: presentedProof.extend({
            name: z.string().trim().min(1).max(80),
            purpose: z.string().trim().max(500).default(''),
            minimumTier: tier.nullable().default(null),
          }),
          response: { 201: circle },
        },
      },
      async ({ body: { name, purpose, minimumTier, ...presented } }, reply) => {
        const founded = await recordRefusal(anonymity, null, () =>
          foundCircle(anonymity, { name, purpose, minimumTier }, presented),
        );
        return reply.status(201).send(founded);
      },
    );
    addMemberRoutes(app, anonymity);
  };

function addMemberRoutes(app: Parameters<FastifyPluginAsyncZod>[0], anonymity: Anonymity): void {
  app.post(
    '/api/circles/:circleId/entries',
    {
      config: proving,
      schema: {
        tags,
        summary: 'Enter a circle, by proof: always under the same pseudonym',
        params: circleParams,
        body: presentedProof,
        response: {
          200: z.object({
            pseudonym: z.string(),
            pseudonymId: z.string(),
            token: z.string().describe('Lets read the circle: `Authorization: Bearer …`'),
            expiresAt: z.string(),
          }),
        },
      },
    },
    async ({ params: { circleId }, body }) => {
      const { expiresAtMs, ...entry } = await recordRefusal(anonymity, { kind: 'circle', id: circleId }, () =>
        enterCircle(anonymity, circleId, body),
      );
      return { ...entry, expiresAt: new Date(expiresAtMs).toISOString() };
    },
  );
  app.post(
    '/api/circles/:circleId/posts',
    {
      config: proving,
      schema: {
        tags,
        summary: 'Post to a circle, by a proof over the words',
        params: circleParams,
        body: presentedProof.extend({ content: z.string().min(1).max(contentMax).describe('Plain text') }),
        response: { 201: z.object({ postId: z.string() }) },
      },
    },
    async ({ params: { circleId }, body: { content, ...presented } }, reply) => {
      const posted = await recordRefusal(anonymity, { kind: 'circle', id: circleId }, () =>
        postToCircle(anonymity, circleId, { content }, presented),
      );
      return reply.status(201).send(posted);
    },
  );
  app.get(
    '/api/circles/:circleId/posts',
    {
      config: { access: 'public', requestsPerMinute: 300 },
      schema: {
        tags,
        summary: 'Read a circle, with the token of an entry',
        params: circleParams,
        querystring: page,
        response: { 200: z.object({ posts: z.array(post) }) },
      },
    },
    async ({ params: { circleId }, query, headers }) => {
      await admitReader(anonymity, circleId, headers.authorization);
      const posts = await readPosts(anonymity, { ...query, circleId, includeHidden: false });
      return { posts: posts.map((entry) => ({ ...entry, postedAt: entry.postedAt.toISOString() })) };
    },
  );
}
