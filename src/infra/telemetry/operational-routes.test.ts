import { afterEach, expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { readSettings } from '#infra/config';
import { createHttpApp, type HttpApp } from '#infra/http';
import { createLogger } from './create-logger.ts';
import { createMetricsRegistry } from './create-metrics-registry.ts';
import { operationalRoutes } from './operational-routes.ts';

let app: HttpApp | undefined;

afterEach(() => app?.close());

async function start(check: () => Promise<void>): Promise<string> {
  const registry = createMetricsRegistry();
  app = await createHttpApp({
    settings: readSettings({}),
    logger: createLogger({ settings: { logLevel: 'silent', logPretty: false } }),
    registry,
    authorize: () => {
      throw new Error('nothing here is guarded');
    },
    permissions: {},
    version: '1.2.3',
  });
  const readiness = [{ name: 'database', check }];
  await app.register(
    operationalRoutes({
      clock: systemClock,
      registry,
      roles: ['api', 'worker'],
      version: '1.2.3',
      readiness,
    }),
  );
  return app.listen({ port: 0, host: '127.0.0.1' });
}

test('a hub that can do its work is alive and ready', async () => {
  const url = await start(async () => {});
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({
    status: 'alive',
    version: '1.2.3',
    roles: ['api', 'worker'],
  });
  expect(await (await fetch(`${url}/ready`)).json()).toMatchObject({
    status: 'ready',
    checks: [{ name: 'database', ready: true }],
  });
});

test('a hub without its database is alive and not ready', async () => {
  const url = await start(() => Promise.reject(new Error('The database cannot be reached')));
  expect((await fetch(`${url}/health`)).status).toBe(200);
  const answer = await fetch(`${url}/ready`);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('1');
  expect(await answer.json()).toMatchObject({
    code: 'operations.not_ready',
    checks: [{ name: 'database', ready: false, detail: 'The database cannot be reached' }],
  });
});

test('metrics are Prometheus text', async () => {
  const url = await start(async () => {});
  await fetch(`${url}/health`);
  const answer = await fetch(`${url}/metrics`);
  expect(answer.headers.get('content-type')).toContain('text/plain');
  const text = await answer.text();
  expect(text).toContain('# TYPE process_cpu_seconds_total counter');
  expect(text).toContain('interlock_http_requests_total{method="GET",route="/health"} 1');
});
