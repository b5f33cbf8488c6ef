import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { tiers } from '#kernel/tiers';
import { getIntegrationMetrics } from '../get-integration-metrics.ts';
import { overallStatus } from '../overall-status.ts';
import { performHealthCheck } from '../perform-health-check.ts';
import type { Sync } from '../types.ts';

const figure = z.number().nonnegative();
const reportedSchema = z
  .object({
    requestsPerMinute: figure,
    errorRate: figure.describe('Share of requests, 0 to 1'),
    avgResponseTime: figure.describe('Milliseconds'),
  })
  .nullable()
  .describe('As the platform itself reports them');

const healthSchema = z
  .object({
    status: z
      .enum(['operational', 'degraded_performance', 'partial_outage'])
      .describe(
        'partial_outage: a platform is down; degraded_performance: one is slow, failing, cut off or not checked yet',
      ),
    timestamp: z.iso.datetime(),
    services: z.array(
      z.object({
        service: z.string(),
        displayName: z.string(),
        status: z.enum(['operational', 'degraded', 'down', 'unknown', 'disabled']),
        responseTime: figure.nullable().describe('Milliseconds of the last check'),
        lastCheck: z.iso.datetime().nullable(),
        since: z.iso.datetime().nullable(),
        circuit: z.enum(['closed', 'half_open', 'open']),
        message: z.string().nullable(),
      }),
    ),
    metrics: z
      .object({
        users: z.object({
          total: figure,
          active: figure,
          byTier: z.record(z.enum(tiers), figure).describe('Active people by tier'),
        }),
        platforms: z.record(
          z.string(),
          z.object({
            pending: figure.describe('Profiles that the platform has not confirmed'),
            failed: figure.describe('Those it refuses, or that wait too long'),
            oldestPendingMs: figure.nullable(),
            reported: reportedSchema,
          }),
        ),
      })
      .optional()
      .describe('With `?metrics=true`'),
  })
  .meta({ id: 'SyncHealth' });

/** `GET /api/integration/sync/health`. */
export function healthRoutes(sync: Sync): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/integration/sync/health',
      {
        config: { access: { permission: 'sync:read' }, audit: 'nothing_personal' },
        schema: {
          tags: ['Sync'],
          summary: 'Health of the platforms',
          querystring: z.object({ metrics: z.stringbool().default(false) }),
          response: { 200: healthSchema },
        },
      },
      async (request) => {
        const checks = [...performHealthCheck(sync).values()];
        return {
          status: overallStatus(checks),
          timestamp: new Date(sync.clock.now()).toISOString(),
          services: checks.map(({ platformId, responseTimeMs, metrics: _reported, ...check }) => ({
            service: platformId,
            responseTime: responseTimeMs,
            ...check,
          })),
          ...(request.query.metrics ? { metrics: await getIntegrationMetrics(sync) } : {}),
        };
      },
    );
  };
}
