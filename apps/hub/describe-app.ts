import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSettings } from '#infra/config';
import { openApiDocument, type OpenApiDocument } from '#infra/http';
import { startPostgres } from '#infra/postgres';
import { createLogger } from '#infra/telemetry';
import { systemRandom } from '#kernel/random';
import { systemClock } from '#kernel/time';
import { buildApp } from './build-app.ts';
import { openHub } from './open-hub.ts';

/** The OpenAPI document of the hub, read off a real hub on a database that lives only for this. */
export async function describeApp(): Promise<OpenApiDocument> {
  const home = await mkdtemp(path.join(tmpdir(), 'interlock-describe-'));
  const postgres = await startPostgres({
    directory: path.join(home, 'postgres'),
    settings: { fsync: 'off' },
  });
  try {
    const settings = readSettings({
      DATABASE_URL: postgres.url,
      INTERLOCK_HOME: home,
      INTERLOCK_ROLES: 'api,gateway',
      LOG_LEVEL: 'silent',
    });
    const logger = createLogger({ settings });
    const hub = await openHub({
      settings,
      clock: systemClock,
      random: systemRandom,
      logger,
      environment: {},
    });
    const app = await buildApp(hub);
    await app.ready();
    const openapi = openApiDocument(app);
    await app.close();
    await hub.close();
    return openapi;
  } finally {
    await postgres.stop();
    await rm(home, { recursive: true, force: true });
  }
}
