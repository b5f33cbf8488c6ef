import { migrate, openDatabase, type Database } from '#infra/db';
import { findRunningPostgres } from '#infra/postgres';
import { migrationSources } from '../../hub/migration-sources.ts';
import type { CliContext } from '../context.ts';
import { makeDataFolder } from '../home/data-folder.ts';
import { hubDatabase, prepareDatabase, startDatabase } from '../up/start-database.ts';

/**
 * Works on the hub’s database itself, without a hub: the one of `DATABASE_URL`, else the embedded one that runs on
 * this data folder, else the embedded one started for the moment. Its tables are there, whichever it is.
 */
export async function withHubDatabase<Result>(
  context: CliContext,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const { settings, folder } = context;
  if (settings.databaseUrl !== '') return workOn(settings.databaseUrl, work);
  const running = await findRunningPostgres(folder.postgres);
  if (running !== undefined) return workOn(running.databaseUrl(hubDatabase), work);
  await makeDataFolder(folder);
  const momentary = await startDatabase(context);
  try {
    await prepareDatabase(momentary, []);
    return await workOn(momentary.hubUrl, work);
  } finally {
    await momentary.stop();
  }
}

async function workOn<Result>(url: string, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = openDatabase({ url, connectionsMax: 2, applicationName: 'interlock-cli' });
  try {
    await migrate(database, migrationSources);
    return await work(database);
  } finally {
    await database.close();
  }
}
