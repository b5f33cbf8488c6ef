import { sqlState, type Database, type Transaction } from '#infra/db';
import { eventErrors } from './errors.ts';

const searchSecondsMax = 5;

/** SQLSTATE of a statement that was cancelled, here by its timeout. */
const queryCanceled = '57014';

/**
 * Runs a search that somebody waits for. What few events fit may read all of the log, so the server stops it before it
 * takes connections and disks away from the deliveries.
 *
 * @throws `events.search_too_broad`
 */
export async function withinSearchTime<Result>(
  database: Database,
  search: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  try {
    return await database.transaction(async (transaction) => {
      await transaction.query(`set local statement_timeout = '${searchSecondsMax}s'`);
      return search(transaction);
    });
  } catch (error) {
    if (sqlState(error) !== queryCanceled) throw error;
    throw eventErrors('events.search_too_broad', {
      cause: error,
      detail: `The search was stopped after ${searchSecondsMax} seconds.`,
    });
  }
}
