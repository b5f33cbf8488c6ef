import type { Queryable } from '#infra/db';
import type { DurationMs } from '#kernel/time';
import { entryColumns, toEntry, type EntryRow } from './to-entry.ts';
import type { LogEntry } from './types.ts';

export interface ReadRange {
  /** Only entries beyond this position. */
  readonly after: number;
  /** Only entries up to this position. */
  readonly upTo?: number;
  /** Only these shards. */
  readonly shards?: readonly number[];
  /** Only what this platform must get. */
  readonly target?: string;
  /** Only these types. */
  readonly eventTypes?: readonly string[];
  readonly limit: number;
}

/** Who gets few events and was away for long reads past millions of others; cut off, it would never get beyond them. */
const readTimeoutMs: DurationMs = 10 * 60_000;

/** Reads the log in position order. */
export async function readEntries(target: Queryable, range: ReadRange): Promise<LogEntry[]> {
  const rows = await target.query<EntryRow>(
    {
      name: 'events_read',
      timeoutMs: readTimeoutMs,
      text: `select ${entryColumns} from events.log l
              where l.position > $1 and l.position <= $2
                and ($3::smallint[] is null or l.shard = any ($3))
                and ($4::text[] is null or l.event_type = any ($4))
                and ($5::text is null or $5 = any (string_to_array(l.targets, ',')))
              order by l.position limit $6`,
    },
    [
      range.after,
      range.upTo ?? Number.MAX_SAFE_INTEGER,
      range.shards ?? null,
      range.eventTypes ?? null,
      range.target ?? null,
      range.limit,
    ],
  );
  return rows.map((row) => toEntry(row, target.texts));
}
