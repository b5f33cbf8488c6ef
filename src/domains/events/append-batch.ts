import { isDeepStrictEqual } from 'node:util';
import type { InterlockError } from '#kernel/errors';
import type { Queryable } from '#infra/db';
import { appendStatement, type AppendRow } from './append.sql.ts';
import { eventErrors } from './errors.ts';
import type { PreparedEvent } from './prepare-event.ts';
import type { LogEntry } from './types.ts';

export type AppendOutcome =
  | { readonly status: 'accepted'; readonly position: number }
  | { readonly status: 'duplicate'; readonly position: number }
  | { readonly status: 'refused'; readonly error: InterlockError };

export interface AppendedBatch {
  /** One per event, in order. */
  readonly outcomes: readonly AppendOutcome[];
  /** The new rows, in position order. */
  readonly entries: readonly LogEntry[];
  /** Highest position that existed before. */
  readonly previousPosition: number;
}

/**
 * Writes a batch of events with distinct ids. On a transaction, call it last: it holds the log’s lock until commit.
 *
 * @throws `database.unavailable`
 */
export async function appendBatch(
  target: Queryable,
  batch: readonly PreparedEvent[],
): Promise<AppendedBatch> {
  const [row] = await target.query<AppendRow>(appendStatement, toColumns(target, batch));
  if (row === undefined) throw new Error('events.append returned no row');
  const known = new Map((row.duplicates ?? []).map(([ordinal, position]) => [ordinal - 1, position]));
  const outcomes: AppendOutcome[] = [];
  const entries: LogEntry[] = [];
  const repetitions: { index: number; position: number }[] = [];
  for (const [index, prepared] of batch.entries()) {
    const knownPosition = known.get(index);
    if (knownPosition === undefined) {
      const position = row.first_position + entries.length;
      entries.push(toEntry(prepared, position, row.accepted_at_ms));
      outcomes.push({ status: 'accepted', position });
    } else {
      repetitions.push({ index, position: knownPosition });
      outcomes.push({ status: 'duplicate', position: knownPosition });
    }
  }
  if (repetitions.length > 0) await refuseConflicts(target, batch, repetitions, outcomes);
  return { outcomes, entries, previousPosition: row.previous_position };
}

function toColumns({ texts }: Queryable, batch: readonly PreparedEvent[]): string[] {
  const column = (read: (prepared: PreparedEvent) => string): string => batch.map(read).join('\n');
  // JSON escapes line feeds, sealed or not, and the other columns cannot hold any, so the separator is safe.
  return [
    column(({ event }) => event.eventId),
    column(({ event }) => event.source),
    column(({ event }) => event.eventType),
    column(({ userId }) => userId ?? ''),
    column(({ shard }) => String(shard)),
    column(({ targets }) => targets.join(',')),
    column(({ event, body }) => texts.seal(body, event.eventId)),
    column(({ trace }) => trace ?? ''),
  ];
}

function toEntry(prepared: PreparedEvent, position: number, acceptedAtMs: number): LogEntry {
  return {
    position,
    eventId: prepared.event.eventId,
    source: prepared.event.source,
    eventType: prepared.event.eventType,
    userId: prepared.userId,
    shard: prepared.shard,
    targets: prepared.targets,
    acceptedAtMs,
    body: prepared.body,
    trace: prepared.trace,
  };
}

/** A known id is a repetition only if all of the event is the same; else it is a conflict. */
async function refuseConflicts(
  target: Queryable,
  batch: readonly PreparedEvent[],
  repetitions: readonly { index: number; position: number }[],
  outcomes: AppendOutcome[],
): Promise<void> {
  const rows = await target.query<{ position: number; event_id: string; body: string }>(
    'select position::double precision as position, event_id, body from events.log where position = any ($1::bigint[])',
    [repetitions.map(({ position }) => position)],
  );
  const stored = new Map(rows.map((row) => [row.position, target.texts.open(row.body, row.event_id)]));
  for (const { index, position } of repetitions) {
    const prepared = batch[index]!;
    const body = stored.get(position);
    if (body === undefined || body === prepared.body) continue;
    if (isDeepStrictEqual(JSON.parse(body), JSON.parse(prepared.body))) continue;
    outcomes[index] = {
      status: 'refused',
      error: eventErrors('events.id_conflict', {
        detail: `${prepared.event.eventId} was accepted before with other content; nothing was changed.`,
        extensions: { eventId: prepared.event.eventId },
      }),
    };
  }
}
