import type { Database } from '#infra/db';
import { selectionCondition, selectionParameters, type EventSelection } from './selection.sql.ts';
import { withinSearchTime } from './within-search-time.ts';

/**
 * How many events fit, up to a position.
 *
 * @throws `events.search_too_broad`
 */
export async function countEvents(
  database: Database,
  selection: EventSelection,
  upTo: number,
): Promise<number> {
  const [row] = await withinSearchTime(database, (transaction) =>
    transaction.query<{ count: number }>(
      `select count(*)::double precision as count from events.log l where ${selectionCondition} and l.position <= $7`,
      [...selectionParameters(selection), upTo],
    ),
  );
  return row?.count ?? 0;
}
