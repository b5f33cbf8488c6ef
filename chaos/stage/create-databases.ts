import { openDatabase } from '#infra/db';
import type { EmbeddedPostgres } from '#infra/postgres';

/** Makes empty databases of these names. */
export async function createDatabases({ url }: EmbeddedPostgres, names: readonly string[]): Promise<void> {
  const admin = openDatabase({ url, connectionsMax: 1 });
  for (const name of names) await admin.query(`create database ${name}`);
  await admin.close();
}
