import type { Queryable } from '#infra/db';
import { entryColumns, toEntry, type EntryRow } from './to-entry.ts';
import { selectionCondition, selectionParameters, type EventSelection } from './selection.sql.ts';
import type { LogEntry } from './types.ts';

export interface EventPage {
  /** Only events below this position: the last one of the previous page. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Finds events, newest first. Without an index on people it walks the log backwards, page by page. */
export async function searchEvents(
  target: Queryable,
  selection: EventSelection,
  page: EventPage,
): Promise<LogEntry[]> {
  const rows = await target.query<EntryRow>(
    `select ${entryColumns} from events.log l
      where ${selectionCondition} and l.position < $7 order by l.position desc limit $8`,
    [...selectionParameters(selection), page.before ?? Number.MAX_SAFE_INTEGER, page.limit],
  );
  return rows.map(toEntry);
}
