import { randomBytes } from 'node:crypto';
import { openDatabase, type Database } from '#infra/db';
import type { EmbeddedPostgres } from '#infra/postgres';
import { openGuardian, type Guardian } from '#infra/process';
import { startGenerator, type LoadGenerator } from '../load/start-generator.ts';
import type { Bench } from '../types.ts';
import { findFreePorts } from './find-free-ports.ts';
import { openHubApi, type HubApi } from './hub-api.ts';
import { makeFolder } from './make-folder.ts';
import { prepareHubDatabase } from './prepare-hub-database.ts';
import { startDatabase } from './start-database.ts';

/** What every stage stands on: a folder, a database server, the hub’s tables, keys, load. */
export interface Ground {
  readonly folder: string;
  readonly guardian: Guardian;
  readonly postgres: EmbeddedPostgres;
  /** The hub’s database, for looking into the log afterwards. */
  readonly hubDatabase: Database;
  readonly hubPort: number;
  readonly hubUrl: string;
  readonly hub: HubApi;
  readonly generator: LoadGenerator;
  readonly serviceKey: string;
  /** Shared by the hub and all platforms. */
  readonly secret: string;
}

/**
 * @param databases what the platforms need, besides the hub’s
 * @param parts takes what must be stopped
 */
export async function openGround(
  bench: Bench,
  databases: readonly string[],
  parts: AsyncDisposableStack,
): Promise<Ground> {
  const folder = await makeFolder(bench, parts);
  const guardian = openGuardian();
  parts.defer(() => guardian.close());
  const postgres = await startDatabase(folder, guardian, ['interlock', ...databases], parts);
  const hubDatabase = openDatabase({
    url: postgres.databaseUrl('interlock'),
    connectionsMax: 2,
    applicationName: 'interlock-bench',
  });
  parts.defer(() => hubDatabase.close());
  const serviceKey = await prepareHubDatabase(hubDatabase);
  const [hubPort = 0] = await findFreePorts(1);
  const hubUrl = `http://127.0.0.1:${hubPort}`;
  const hub = openHubApi(hubUrl, serviceKey, bench.signal);
  parts.defer(() => hub.close());
  const generator = await startGenerator(bench, parts);
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  return { folder, guardian, postgres, hubDatabase, hubPort, hubUrl, hub, generator, serviceKey, secret };
}
