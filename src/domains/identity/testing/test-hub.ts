import { Writable } from 'node:stream';
import { readSettings } from '#infra/config';
import type { Database } from '#infra/db';
import { createHttpApp } from '#infra/http';
import { createLogger, createMetricsRegistry } from '#infra/telemetry';
import type { Clock } from '#kernel/time';
import { authorizeRequests } from '../authorize-requests.ts';
import { openIdentity } from '../open-identity.ts';
import { identityRoutes } from '../routes.ts';
import { permissions } from '../permissions.ts';
import type { Identity } from '../types.ts';

export interface TestHub {
  readonly identity: Identity;
  readonly url: string;
  /** Log lines so far. */
  readonly log: string[];
  close(): Promise<void>;
}

/** A hub with nothing but this domain and three guarded routes. For tests. */
export async function startTestHub(
  database: Database,
  clock: Clock,
  publicUrl = 'http://localhost:4000',
): Promise<TestHub> {
  const log: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString());
      done();
    },
  });
  const logger = createLogger({ settings: { logLevel: 'info', logPretty: false }, destination });
  const identity = openIdentity({ database, clock, logger, publicUrl });
  const app = await createHttpApp({
    settings: readSettings({}),
    logger,
    registry: createMetricsRegistry(),
    authorize: authorizeRequests(identity),
    permissions,
    version: '0.0.0-test',
  });
  await app.register(identityRoutes(identity));
  app.get(
    '/test/read',
    { config: { access: { permission: 'events:read' }, audit: 'nothing_personal' } },
    async ({ principal }) => ({
      kind: principal?.kind,
      id: principal?.id,
      source: principal?.source,
    }),
  );
  app.post('/test/write', { config: { access: { permission: 'events:write' } } }, async () => 'written');
  app.get('/test/operators', { config: { access: { permission: 'console:use' } } }, async () => 'seen');
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    identity,
    url,
    log,
    async close() {
      await app.close();
      await identity.close();
    },
  };
}
