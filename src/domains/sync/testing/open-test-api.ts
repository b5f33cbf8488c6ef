import { Registry } from 'prom-client';
import { createHttpApp, type HttpApp, type Principal } from '#infra/http';
import { syncRoutes } from '../routes.ts';
import type { Sync } from '../types.ts';

const names = ['events:write', 'sync:write', 'sync:read'];

/**
 * The routes on the system’s own HTTP application. Who may do what is identity’s to test; here the header
 * `x-test-source` makes the caller a key bound to that source.
 */
export async function openTestApi(sync: Sync): Promise<HttpApp> {
  const app = await createHttpApp({
    settings: { bodyBytesMax: 65_536, requestsPerMinute: 0 },
    logger: sync.logger,
    registry: new Registry(),
    authorize(request): Principal {
      const source = request.headers['x-test-source'];
      return {
        kind: 'service_key',
        id: 'test',
        roles: ['platform'],
        permissions: new Set(names),
        source: typeof source === 'string' ? source : null,
        requestsPerMinute: 0,
        device: null,
      };
    },
    permissions: Object.fromEntries(names.map((name) => [name, { meaning: '', callers: ['service_key'] }])),
    version: '0.0.0',
  });
  await app.register(syncRoutes(sync, { lineBytesMax: 65_536 }));
  await app.ready();
  return app;
}
