import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { databaseErrors } from './errors.ts';
import type { Database, Transaction } from './types.ts';

/** A domain’s numbered SQL files (`001_name.sql`), applied once each, in order. */
export interface MigrationSource {
  readonly domain: string;
  readonly directory: string;
}

// Any number that no other part of the system uses as an advisory lock.
const migrationLock = 7_241_001;

// A migration may rewrite a large table, and the other hubs wait for the one that migrates.
const timeoutMs = 24 * 3_600_000;

/**
 * Brings the database up to date. Any number of hubs may call it at once: one migrates, the others wait.
 *
 * @returns the migrations applied now, as `domain/file`
 * @throws `database.migration_changed` when an applied file was edited
 */
export async function migrate(database: Database, sources: readonly MigrationSource[]): Promise<string[]> {
  return database.transaction(async (transaction) => {
    await transaction.query('set local idle_in_transaction_session_timeout = 0; set local lock_timeout = 0');
    await transaction.query({ text: 'select pg_advisory_xact_lock($1)', timeoutMs }, [migrationLock]);
    await transaction.query(`
      create table if not exists public.schema_migrations (
        domain text not null,
        name text not null,
        checksum text not null,
        applied_at timestamptz not null default now(),
        primary key (domain, name)
      )`);
    const applied: string[] = [];
    for (const source of sources) {
      for (const name of await migrationNames(source.directory)) {
        if (await applyOnce(transaction, source, name)) applied.push(`${source.domain}/${name}`);
      }
    }
    return applied;
  });
}

async function migrationNames(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((name) => /^\d{3}_.*\.sql$/.test(name)).toSorted();
}

async function applyOnce(transaction: Transaction, source: MigrationSource, name: string): Promise<boolean> {
  const sql = await readFile(path.join(source.directory, name), 'utf8');
  const checksum = createHash('sha256').update(sql).digest('hex');
  const [known] = await transaction.query<{ checksum: string }>(
    'select checksum from public.schema_migrations where domain = $1 and name = $2',
    [source.domain, name],
  );
  if (known === undefined) {
    await transaction.query({ text: sql, timeoutMs });
    await transaction.query(
      'insert into public.schema_migrations (domain, name, checksum) values ($1, $2, $3)',
      [source.domain, name, checksum],
    );
    return true;
  }
  if (known.checksum !== checksum) {
    throw databaseErrors('database.migration_changed', {
      detail: `${source.domain}/${name} differs from what was applied.`,
    });
  }
  return false;
}
