import type { Queryable } from '#infra/db';
import type { DurationMs } from '#kernel/time';
import { entryColumns, toEntry, type EntryRow } from './to-entry.ts';
import { selectionCondition, selectionParameters, type EventSelection } from './selection.sql.ts';
import type { LogEntry } from './types.ts';

/** A replay that wants few events reads past millions of others; cut off, it would never get beyond them. */
const selectTimeoutMs: DurationMs = 10 * 60_000;

/** The next events that fit in a range of positions, oldest first; for replays. */
export async function selectEntries(
  target: Queryable,
  selection: EventSelection,
  range: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<LogEntry[]> {
  const rows = await target.query<EntryRow>(
    {
      text: `select ${entryColumns} from events.log l
              where ${selectionCondition} and l.position > $7 and l.position <= $8 order by l.position limit $9`,
      timeoutMs: selectTimeoutMs,
    },
    [...selectionParameters(selection), range.after, range.upTo, range.limit],
  );
  return rows.map((row) => toEntry(row, target.texts));
}
