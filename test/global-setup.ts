import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate, openDatabase } from '#infra/db';
import { startPostgres, type EmbeddedPostgres } from '#infra/postgres';
import type { TestProject } from 'vitest/node';
import { migrationSources } from '../apps/hub/migration-sources.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the test server’s `postgres` database. */
    postgresUrl: string;
  }
}

/** One real PostgreSQL for the whole run, with a migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), 'interlock-test-'));
  const server = await startPostgres({
    directory,
    // Nothing in a test run outlives it; durability itself is tested with servers of their own.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  try {
    await makeTemplate(server);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgresUrl', server.url);
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

async function makeTemplate(server: EmbeddedPostgres): Promise<void> {
  const admin = openDatabase({ url: server.url, connectionsMax: 1 });
  await admin.query('create database interlock_template');
  const template = openDatabase({ url: server.databaseUrl('interlock_template'), connectionsMax: 2 });
  await migrate(template, migrationSources);
  await template.close();
  await admin.close();
}
