import { readFile } from 'node:fs/promises';
import type pg from 'pg';

// Any number that nothing else in the platform’s database uses as an advisory lock.
const schemaLock = 4_100_001;

/**
 * Creates what is missing of a platform’s tables. `file` is SQL that may run any number of times
 * (`create … if not exists`); processes that start together take turns.
 */
export async function applySchema(pool: pg.Pool, file: URL): Promise<void> {
  // Statements that are sent together without parameters are one transaction.
  await pool.query(`select pg_advisory_xact_lock(${schemaLock});\n${await readFile(file, 'utf8')}`);
}
