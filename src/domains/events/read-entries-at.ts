import type { Queryable } from '#infra/db';
import { entryColumns, toEntry, type EntryRow } from './to-entry.ts';
import type { LogEntry } from './types.ts';

/** Reads the entries at these positions, in position order; absent ones are left out. */
export async function readEntriesAt(target: Queryable, positions: readonly number[]): Promise<LogEntry[]> {
  const rows = await target.query<EntryRow>(
    `select ${entryColumns} from events.log l where l.position = any ($1::bigint[]) order by l.position`,
    [positions],
  );
  return rows.map((row) => toEntry(row, target.texts));
}
