import type { Queryable } from '#infra/db';
import type { LogEntry } from './types.ts';

export interface EntryRow extends Record<string, unknown> {
  readonly position: number;
  readonly event_id: string;
  readonly source: string;
  readonly event_type: string;
  readonly user_id: string | null;
  readonly shard: number;
  readonly targets: string;
  readonly accepted_at_ms: number;
  readonly body: string;
}

/** Columns of {@link EntryRow}; `l` is the log. */
export const entryColumns = `l.position::double precision as position, l.event_id, l.source, l.event_type, l.user_id,
  l.shard, l.targets, (extract(epoch from l.accepted_at) * 1000)::double precision as accepted_at_ms, l.body`;

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

/** Reads the log in position order. */
export async function readEntries(target: Queryable, range: ReadRange): Promise<LogEntry[]> {
  const rows = await target.query<EntryRow>(
    {
      name: 'events_read',
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
  return rows.map(toEntry);
}

/** Reads the entries at these positions, in position order; absent ones are left out. */
export async function readEntriesAt(target: Queryable, positions: readonly number[]): Promise<LogEntry[]> {
  const rows = await target.query<EntryRow>(
    `select ${entryColumns} from events.log l where l.position = any ($1::bigint[]) order by l.position`,
    [positions],
  );
  return rows.map(toEntry);
}

export function toEntry(row: EntryRow): LogEntry {
  return {
    position: row.position,
    eventId: row.event_id,
    source: row.source,
    eventType: row.event_type,
    userId: row.user_id,
    shard: row.shard,
    targets: row.targets === '' ? [] : row.targets.split(','),
    acceptedAtMs: row.accepted_at_ms,
    body: row.body,
  };
}
