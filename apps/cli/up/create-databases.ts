import { openDatabase, sqlState } from '#infra/db';
import { cliErrors } from '../errors.ts';

const alreadyExists = new Set(['42P04', '23505']);

/**
 * Creates the databases that are missing.
 *
 * @param adminUrl connection string for any database of the server
 * @throws `cli.no_database` when the server refuses
 */
export async function createDatabases(adminUrl: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const admin = openDatabase({ url: adminUrl, connectionsMax: 1, applicationName: 'interlock-up' });
  try {
    const rows = await admin.query<{ name: string }>(
      'select datname as name from pg_database where datname = any($1)',
      [names],
    );
    const present = new Set(rows.map(({ name }) => name));
    for (const name of names.filter((candidate) => !present.has(candidate))) {
      // The names are ours, constants of this program; `create database` takes no parameters.
      await admin.query(`create database ${name}`).catch((error: unknown) => {
        // Another process was first.
        if (alreadyExists.has(sqlState(error) ?? '')) return;
        throw cliErrors('cli.no_database', {
          detail: `The database ${name} could not be created: ${error instanceof Error ? error.message : String(error)}.`,
          cause: error,
        });
      });
    }
  } finally {
    await admin.close();
  }
}
