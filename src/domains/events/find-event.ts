import type { Queryable } from '#infra/db';
import { entryColumns, toEntry, type EntryRow } from './to-entry.ts';
import { toEvent } from './to-event.ts';
import type { LogEvent } from './types.ts';

/** The event with this id, or `undefined`. */
export async function findEvent(target: Queryable, eventId: string): Promise<LogEvent | undefined> {
  const [row] = await target.query<EntryRow>(
    `select ${entryColumns} from events.log l where l.event_id = $1 limit 1`,
    [eventId],
  );
  return row === undefined ? undefined : toEvent(toEntry(row, target.texts));
}
