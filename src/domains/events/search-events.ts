import type { Database } from '#infra/db';
import { selectionCondition, selectionParameters, type EventSelection } from './selection.sql.ts';
import { entryColumns, toEntry, type EntryRow } from './to-entry.ts';
import type { LogEntry } from './types.ts';
import { withinSearchTime } from './within-search-time.ts';

export interface EventPage {
  /** Only events below this position: the last one of the previous page. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/**
 * Finds events, newest first. Without an index on people it walks the log backwards, page by page.
 *
 * @throws `events.search_too_broad`
 */
export async function searchEvents(
  database: Database,
  selection: EventSelection,
  page: EventPage,
): Promise<LogEntry[]> {
  const rows = await withinSearchTime(database, (transaction) =>
    transaction.query<EntryRow>(
      `select ${entryColumns} from events.log l
        where ${selectionCondition} and l.position < $7 order by l.position desc limit $8`,
      [...selectionParameters(selection), page.before ?? Number.MAX_SAFE_INTEGER, page.limit],
    ),
  );
  return rows.map((row) => toEntry(row, database.texts));
}
