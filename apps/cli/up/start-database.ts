import { migrate, openDatabase } from '#infra/db';
import { startPostgres } from '#infra/postgres';
import type { Guardian, SupervisedProcess, SupervisionEvent } from '#infra/process';
import { migrationSources } from '../../hub/migration-sources.ts';
import type { CliContext } from '../context.ts';
import { createDatabases } from './create-databases.ts';
import { restartPolicy } from './restart-policy.ts';

export const hubDatabase = 'interlock';

/** The database the system runs on, embedded or given. */
export interface SystemDatabase {
  readonly hubUrl: string;
  databaseUrl(name: string): string;
  /** Absent for a given database, which is not ours to run. */
  readonly process?: SupervisedProcess;
  stop(): Promise<void>;
}

export interface StartDatabaseOptions {
  readonly guardian?: Guardian;
  readonly onLog?: (line: string) => void;
  readonly onEvent?: (event: SupervisionEvent) => void;
}

/** Starts the embedded server, or takes the one that `DATABASE_URL` names. */
export async function startDatabase(
  { settings, folder, terminal, clock }: CliContext,
  options: StartDatabaseOptions = {},
): Promise<SystemDatabase> {
  if (settings.databaseUrl !== '') {
    return {
      hubUrl: settings.databaseUrl,
      databaseUrl: (name) => withDatabase(settings.databaseUrl, name),
      async stop() {},
    };
  }
  const server = await startPostgres({
    directory: folder.postgres,
    restart: restartPolicy,
    clock,
    onNotice: (sentence) => terminal.note(sentence),
    ...options,
  });
  return {
    hubUrl: server.databaseUrl(hubDatabase),
    databaseUrl: (name) => server.databaseUrl(name),
    process: server.process,
    stop: () => server.stop(),
  };
}

/** Creates the databases that are missing and brings the hub’s up to date. */
export async function prepareDatabase(
  database: SystemDatabase,
  platformDatabases: readonly string[],
): Promise<void> {
  const embedded = database.process !== undefined;
  const adminUrl = embedded ? database.databaseUrl('postgres') : database.hubUrl;
  if (embedded) await createDatabases(adminUrl, [hubDatabase]);
  await Promise.all([migrateHub(database.hubUrl), createDatabases(adminUrl, platformDatabases)]);
}

async function migrateHub(url: string): Promise<void> {
  const hub = openDatabase({ url, connectionsMax: 1, applicationName: 'interlock-up' });
  try {
    await migrate(hub, migrationSources);
  } finally {
    await hub.close();
  }
}

function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
