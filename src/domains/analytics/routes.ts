import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Analytics } from './open-analytics.ts';
import { flowWindows } from './points.ts';

const tierCounts = z.object({ onyx: z.number(), obsidian: z.number(), void: z.number() });

const flowHistory = z.object({
  stepSeconds: z.number().describe('Counts of a point are sums over this many seconds'),
  from: z.string(),
  to: z.string(),
  points: z.array(
    z.object({
      at: z.string().describe('Beginning of the step'),
      sources: z.array(z.object({ source: z.string(), accepted: z.number() })),
      legs: z.array(
        z.object({
          source: z.string(),
          platform: z.string(),
          processed: z.number(),
          failed: z.number(),
          dead: z.number(),
        }),
      ),
      platforms: z.array(
        z.object({
          platform: z.string(),
          latencyMs: z.object({ p50: z.number(), p99: z.number() }).nullable(),
          lag: z.number(),
          parkedLanes: z.number(),
          deadLetters: z.number(),
          circuit: z.enum(['closed', 'half_open', 'open']),
        }),
      ),
    }),
  ),
});

/** `GET /api/admin/analytics/flows` and `…/members`: the history behind the console’s charts. */
export const analyticsRoutes = (analytics: Analytics): FastifyPluginAsyncZod =>
  async function routes(app) {
    app.get(
      '/api/admin/analytics/flows',
      {
        config: { access: { permission: 'metrics:read' } },
        schema: {
          tags: ['analytics'],
          summary: 'What flowed between sources and platforms',
          querystring: z.object({
            window: z
              .string()
              .default('15m')
              .describe(`One of ${flowWindows.join(', ')}`),
          }),
          response: { 200: flowHistory },
        },
      },
      async (request) =>
        ({ ...(await analytics.readFlows(request.query.window)) }) as z.infer<typeof flowHistory>,
    );
    app.get(
      '/api/admin/analytics/members',
      {
        config: { access: { permission: 'metrics:read' } },
        schema: {
          tags: ['analytics'],
          summary: 'Members by tier, and who joined per day',
          querystring: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
          response: {
            200: z.object({
              tiers: tierCounts,
              joined: z.array(z.object({ date: z.string(), tiers: tierCounts })),
            }),
          },
        },
      },
      async (request) => {
        const { tiers, joined } = await analytics.readMemberGrowth(request.query.days);
        return { tiers, joined: [...joined] };
      },
    );
  };
