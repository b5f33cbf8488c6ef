import path from 'node:path';
import { openDatabase, type Database } from '#infra/db';
import { startPostgres, type EmbeddedPostgres } from '#infra/postgres';
import type { Guardian } from '#infra/process';

/** Settings without which a commit may be lost; a figure measured without them would mean nothing. */
const durableSettings = ['fsync', 'synchronous_commit', 'full_page_writes'] as const;

/** Starts the embedded server as the product does, durable, with these databases. */
export async function startDatabase(
  folder: string,
  guardian: Guardian,
  names: readonly string[],
  parts: AsyncDisposableStack,
): Promise<EmbeddedPostgres> {
  const server = await startPostgres({ directory: path.join(folder, 'postgres'), guardian });
  parts.defer(() => server.stop());
  const admin = openDatabase({ url: server.url, connectionsMax: 1, applicationName: 'interlock-bench' });
  try {
    await refuseVolatile(admin);
    for (const name of names) await admin.query(`create database ${name}`);
  } finally {
    await admin.close();
  }
  return server;
}

async function refuseVolatile(admin: Database): Promise<void> {
  const off = await admin.query<{ name: string }>(
    `select name from pg_settings where name = any ($1) and setting <> 'on'`,
    [durableSettings],
  );
  if (off.length > 0)
    throw new Error(`the database is not durable: ${off.map(({ name }) => name).join(', ')}`);
}
