import type { Database } from '#infra/db';
import type { Execution, Ledger } from '../load/ledger.ts';
import type { Stage } from '../stage/types.ts';
import type { Book } from './books.ts';

/** A book as it stands in the platform’s tables, by person and arrival. */
export function readBook({ database, table }: Book): Promise<Execution[]> {
  return readExecutions(database, table, 'user_id, arrival');
}

/**
 * Everything that must be in every book: what stands in the trading platform’s own table, what it said it filled, and
 * what a hub accepted from somebody else.
 */
export async function readExpected({ platforms }: Stage, ledger: Ledger): Promise<Execution[]> {
  const executed = await readExecutions(
    platforms.trading_platform.database,
    'trading.executions',
    'user_id, sequence',
  );
  return [...executed, ...ledger.filled, ...ledger.accepted];
}

function readExecutions(database: Database, table: string, order: string): Promise<Execution[]> {
  return database.query<Execution & Record<string, unknown>>(
    `select user_id as "userId", execution_id::text as "executionId", sequence::float8 as sequence
       from ${table} order by ${order}`,
  );
}
