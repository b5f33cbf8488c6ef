import type { TextSeal } from '#infra/db';
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
  readonly trace: string | null;
}

/** Columns of {@link EntryRow}; `l` is the log. */
export const entryColumns = `l.position::double precision as position, l.event_id, l.source, l.event_type, l.user_id,
  l.shard, l.targets, (extract(epoch from l.accepted_at) * 1000)::double precision as accepted_at_ms, l.body, l.trace`;

/** @param texts of the database that the row was read from */
export function toEntry(row: EntryRow, texts: TextSeal): LogEntry {
  return {
    position: row.position,
    eventId: row.event_id,
    source: row.source,
    eventType: row.event_type,
    userId: row.user_id,
    shard: row.shard,
    targets: row.targets === '' ? [] : row.targets.split(','),
    acceptedAtMs: row.accepted_at_ms,
    body: texts.open(row.body, row.event_id),
    trace: row.trace,
  };
}
