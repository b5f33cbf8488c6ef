import type { Queryable } from '#infra/db';
import { entryColumns, toEntry, type EntryRow } from './read-entries.ts';
import type { LogEntry } from './types.ts';

/** What to look for; every given part must fit. */
export interface EventSelection {
  readonly userId?: string | undefined;
  readonly source?: string | undefined;
  readonly eventTypes?: readonly string[] | undefined;
  /** Events that this platform must get. */
  readonly platform?: string | undefined;
  /** Accepted at or after. */
  readonly from?: Date | undefined;
  /** Accepted before. */
  readonly to?: Date | undefined;
}

export interface EventPage {
  /** Only events below this position: the last one of the previous page. */
  readonly before?: number | undefined;
  readonly limit: number;
}

const condition = `
      ($1::text is null or l.user_id = $1)
  and ($2::text is null or l.source = $2)
  and ($3::text[] is null or l.event_type = any ($3))
  and ($4::text is null or $4 = any (string_to_array(l.targets, ',')))
  and ($5::timestamptz is null or l.accepted_at >= $5)
  and ($6::timestamptz is null or l.accepted_at < $6)`;

const parameters = (selection: EventSelection): unknown[] => [
  selection.userId ?? null,
  selection.source ?? null,
  selection.eventTypes ?? null,
  selection.platform ?? null,
  selection.from ?? null,
  selection.to ?? null,
];

/** Finds events, newest first. Without an index on people it walks the log backwards, page by page. */
export async function searchEvents(
  target: Queryable,
  selection: EventSelection,
  page: EventPage,
): Promise<LogEntry[]> {
  const rows = await target.query<EntryRow>(
    `select ${entryColumns} from events.log l
      where ${condition} and l.position < $7 order by l.position desc limit $8`,
    [...parameters(selection), page.before ?? Number.MAX_SAFE_INTEGER, page.limit],
  );
  return rows.map(toEntry);
}

/** How many events fit, up to a position. */
export async function countEvents(
  target: Queryable,
  selection: EventSelection,
  upTo: number,
): Promise<number> {
  const [row] = await target.query<{ count: number }>(
    `select count(*)::double precision as count from events.log l where ${condition} and l.position <= $7`,
    [...parameters(selection), upTo],
  );
  return row?.count ?? 0;
}

/** The next events that fit in a range of positions, oldest first; for replays. */
export async function selectEntries(
  target: Queryable,
  selection: EventSelection,
  range: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<LogEntry[]> {
  const rows = await target.query<EntryRow>(
    `select ${entryColumns} from events.log l
      where ${condition} and l.position > $7 and l.position <= $8 order by l.position limit $9`,
    [...parameters(selection), range.after, range.upTo, range.limit],
  );
  return rows.map(toEntry);
}
