import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { readSettings } from '#infra/config';
import { createLogger, createMetricsRegistry, type MetricsRegistry } from '#infra/telemetry';
import { createHttpApp, type HttpApp, type HttpAppOptions } from '../create-http-app.ts';
import type { Principal } from '../types.ts';

export interface TestApp {
  readonly app: HttpApp;
  readonly registry: MetricsRegistry;
  /** Log entries so far. */
  readonly log: Record<string, unknown>[];
  /** Starts listening; call it after the routes are registered. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

export const testPrincipal: Principal = {
  kind: 'service_key',
  id: 'testkey',
  roles: ['platform'],
  permissions: new Set(['things:write']),
  source: null,
  requestsPerMinute: null,
  device: null,
};

/** An application on a free port, with one principal whom every guarded route lets in. For tests. */
export async function createTestApp(
  environment: Record<string, string> = {},
  options: Partial<HttpAppOptions> = {},
): Promise<TestApp> {
  const log: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const registry = createMetricsRegistry();
  const app = await createHttpApp({
    settings: readSettings(environment),
    logger: createLogger({ settings: { logLevel: 'info', logPretty: false }, destination }),
    registry,
    authorize: () => testPrincipal,
    permissions: {
      'things:write': { meaning: 'Write things', callers: ['service_key', 'staff'] },
      'console:use': { meaning: 'Use the console', callers: ['staff'] },
    },
    version: '0.0.0-test',
    ...options,
  });
  return {
    app,
    registry,
    log,
    async listen() {
      await app.listen({ port: 0, host: '127.0.0.1' });
      return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    },
    async close() {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}
