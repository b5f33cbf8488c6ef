import type { FastifyInstance } from 'fastify';
import { Counter } from 'prom-client';
import type { MetricsRegistry } from '#infra/telemetry';

interface RouteCount {
  readonly labels: { readonly method: string; readonly route: string };
  requests: number;
}

/**
 * Counts requests per route in plain integers that are copied into the registry when it is scraped:
 * a labelled metric touched on every request would cost more than routing it.
 */
export function countRequests(app: FastifyInstance, registry: MetricsRegistry): void {
  const counts: RouteCount[] = [];
  app.addHook('onRoute', (route) => {
    const count = { labels: { method: [route.method].flat().join(','), route: route.url }, requests: 0 };
    counts.push(count);
    route.onRequest = [
      (_request, _reply, done) => {
        count.requests += 1;
        done();
      },
      ...[route.onRequest ?? []].flat(),
    ];
  });
  new Counter({
    name: 'interlock_http_requests_total',
    help: 'Requests per route',
    labelNames: ['method', 'route'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { labels, requests } of counts) this.inc(labels, requests);
    },
  });
}
