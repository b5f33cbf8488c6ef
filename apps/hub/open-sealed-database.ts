import { createTextSeal } from '#infra/crypto';
import { migrate, openDatabase, type Database } from '#infra/db';
import type { Settings } from '#infra/config';
import type { Logger } from '#infra/telemetry';
import type { Clock } from '#kernel/time';
import { migrationSources } from './migration-sources.ts';
import { openKeys, type Keys } from './open-keys.ts';

export interface SealedDatabaseDependencies {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly hubId: string;
}

export interface SealedDatabase extends Keys {
  readonly database: Database;
}

/**
 * Migrates the database, opens the hub’s keys, and the database with them: what it holds sealed it gives back open.
 *
 * @throws `database.unavailable`, and what opening the keys throws
 */
export async function openSealedDatabase(dependencies: SealedDatabaseDependencies): Promise<SealedDatabase> {
  const { settings, hubId } = dependencies;
  const keys = await openWithoutTexts(dependencies);
  const database = openDatabase({
    url: settings.databaseUrl,
    texts: createTextSeal(keys.masterKey, 'events'),
    connectionsMax: settings.databaseConnectionsMax,
    applicationName: `interlock ${hubId}`,
  });
  return { ...keys, database };
}

/** The keys may lie in the database themselves, so it is opened before there is anything to open texts with. */
async function openWithoutTexts(dependencies: SealedDatabaseDependencies): Promise<Keys> {
  const { settings, logger, hubId } = dependencies;
  const database = openDatabase({
    url: settings.databaseUrl,
    connectionsMax: 2,
    applicationName: `interlock ${hubId} start`,
  });
  try {
    const applied = await migrate(database, migrationSources);
    if (applied.length > 0) logger.info({ applied }, 'migrated');
    return await openKeys({ ...dependencies, database });
  } finally {
    await database.close();
  }
}
