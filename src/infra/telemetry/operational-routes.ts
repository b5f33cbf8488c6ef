import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '#kernel/time';
import { checkReadiness, type ReadinessCheck } from './check-readiness.ts';
import type { MetricsRegistry } from './create-metrics-registry.ts';
import { operationErrors } from './errors.ts';

export interface OperationalDependencies {
  readonly clock: Clock;
  readonly registry: MetricsRegistry;
  /** What this process does; shown by `/health` and `/ready`. */
  readonly roles: readonly string[];
  readonly version: string;
  readonly readiness: readonly ReadinessCheck[];
}

const health = z
  .object({
    status: z.literal('alive'),
    version: z.string(),
    roles: z.array(z.string()),
    uptimeSeconds: z.number().describe('Seconds since this hub process started'),
  })
  .meta({ id: 'HubHealth' });

const readiness = z
  .object({
    status: z.literal('ready'),
    roles: z.array(z.string()),
    checks: z.array(
      z.object({
        name: z.string(),
        ready: z.boolean(),
        durationMs: z.number(),
        detail: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'HubReadiness' });

/** `/health`: the process lives. `/ready`: it can do its work. `/metrics`: Prometheus text. */
export function operationalRoutes(dependencies: OperationalDependencies): FastifyPluginAsyncZod {
  const { clock, registry, roles, version } = dependencies;
  const startedAt = clock.monotonic();
  // Probes are answered even while the hub turns other requests away.
  const config = { access: 'public', alwaysAnswer: true } as const;
  return async (app) => {
    app.get(
      '/health',
      {
        config,
        schema: {
          tags: ['operations'],
          summary: 'Whether this hub process is alive',
          response: { 200: health },
        },
      },
      async () => ({
        status: 'alive' as const,
        version,
        roles: [...roles],
        uptimeSeconds: Math.floor((clock.monotonic() - startedAt) / 1000),
      }),
    );

    app.get(
      '/ready',
      {
        config,
        schema: {
          tags: ['operations'],
          summary: 'Whether this hub process can do its work',
          description: 'Answers 503 with the failed `checks` while the database is away or not migrated.',
          response: { 200: readiness },
        },
      },
      async () => {
        const checks = await checkReadiness(clock, dependencies.readiness);
        const missing = checks.filter((check) => !check.ready);
        if (missing.length > 0) {
          throw operationErrors('operations.not_ready', {
            detail: missing.map(({ name, detail }) => `${name}: ${detail}`).join('; '),
            retryAfterSeconds: 1,
            extensions: { checks, roles },
          });
        }
        return { status: 'ready' as const, roles: [...roles], checks };
      },
    );

    app.get(
      '/metrics',
      {
        config,
        schema: {
          tags: ['operations'],
          summary: 'Metrics for Prometheus',
          response: {
            200: { description: 'Prometheus text', content: { 'text/plain': { schema: z.string() } } },
          },
        },
      },
      async (_request, reply) => {
        const text = await registry.metrics();
        return reply.type(registry.contentType).serializer(String).send(text);
      },
    );
  };
}
