import { randomUUID } from 'node:crypto';
import { countEvents, lastPosition, type EventSelection } from '#events';
import type { Database, Queryable } from '#infra/db';
import { deliveryErrors } from './errors.ts';

/** Which past events to deliver again. */
export interface ReplaySelection {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly eventTypes?: string[] | undefined;
  readonly userId?: string | undefined;
  readonly source?: string | undefined;
  /** To this platform only; absent: to every platform that was to get the event. */
  readonly platform?: string | undefined;
  /** Open dead letters only, instead of the whole log. */
  readonly deadLetters?: boolean | undefined;
}

export interface Replay {
  readonly id: string;
  readonly selection: ReplaySelection;
  readonly ratePerSecond: number;
  /** Events, or dead letters, that fitted when it was made. */
  readonly matched: number;
  /** How many of them were put into their lanes so far. */
  readonly enqueued: number;
  readonly state: 'running' | 'done' | 'cancelled';
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** Channel that wakes the workers. */
export const replayChannel = 'interlock_replays';

/** How many events a selection holds now; what a dry run tells. */
export async function countMatching(
  database: Database,
  selection: ReplaySelection,
): Promise<{ matched: number; upTo: number }> {
  if (selection.deadLetters === true) {
    const [row] = await database.query<{ matched: number; up_to: number }>(
      `select count(*)::double precision as matched, coalesce(max(id), 0)::double precision as up_to
         from delivery.dead_letters where ${deadLetterCondition}`,
      deadLetterParameters(selection),
    );
    return { matched: row?.matched ?? 0, upTo: row?.up_to ?? 0 };
  }
  const upTo = await lastPosition(database);
  return { matched: await countEvents(database, toEventSelection(selection), upTo), upTo };
}

/** Begins a replay; workers of any hub carry it out. */
export async function createReplay(
  database: Database,
  request: { readonly selection: ReplaySelection; readonly ratePerSecond: number; readonly by: string },
): Promise<Replay> {
  const { matched, upTo } = await countMatching(database, request.selection);
  const id = randomUUID();
  await database.query(
    `insert into delivery.replays (id, selection, rate_per_second, matched, up_to, created_by)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, JSON.stringify(request.selection), request.ratePerSecond, matched, upTo, request.by],
  );
  await database.query('select pg_notify($1, $2)', [replayChannel, id]);
  return getReplay(database, id);
}

/** @throws `delivery.replay_not_found` */
export async function getReplay(target: Queryable, id: string): Promise<Replay> {
  const [replay] = (await selectReplays(target, 'where id = $1', [id])).values();
  if (replay === undefined) throw deliveryErrors('delivery.replay_not_found');
  return replay;
}

/** The latest replays, newest first. */
export async function listReplays(target: Queryable, limit: number): Promise<Replay[]> {
  return selectReplays(target, 'order by created_at desc limit $1', [limit]);
}

/** Stops a replay; what is in its lanes already is still delivered. @throws `delivery.replay_not_found` */
export async function cancelReplay(target: Queryable, id: string): Promise<Replay> {
  await target.query(
    `update delivery.replays set state = 'cancelled', finished_at = clock_timestamp()
      where id = $1 and state = 'running'`,
    [id],
  );
  return getReplay(target, id);
}

interface ReplayRow extends Record<string, unknown> {
  readonly id: string;
  readonly selection: ReplaySelection;
  readonly rate_per_second: number;
  readonly matched: number;
  readonly enqueued: number;
  readonly state: Replay['state'];
  readonly created_by: string;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

async function selectReplays(target: Queryable, tail: string, values: readonly unknown[]): Promise<Replay[]> {
  const rows = await target.query<ReplayRow>(
    `select id, selection, rate_per_second, matched::double precision as matched,
            enqueued::double precision as enqueued, state, created_by, created_at, finished_at
       from delivery.replays ${tail}`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    selection: row.selection,
    ratePerSecond: row.rate_per_second,
    matched: row.matched,
    enqueued: row.enqueued,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }));
}

/** Open dead letters of a selection; see {@link deadLetterParameters}. */
export const deadLetterCondition = `state = 'open'
  and ($1::text is null or platform = $1) and ($2::text[] is null or event_type = any ($2))
  and ($3::text is null or user_id = $3)
  and ($4::timestamptz is null or died_at >= $4) and ($5::timestamptz is null or died_at < $5)
  and ($6::text is null or source = $6)`;

export function deadLetterParameters(selection: ReplaySelection): unknown[] {
  const { platform, eventTypes, userId, from, to, source } = selection;
  return [platform, eventTypes, userId, from, to, source].map((value) => value ?? null);
}

export function toEventSelection(selection: ReplaySelection): EventSelection {
  const { from, to, eventTypes, userId, source, platform } = selection;
  return {
    eventTypes,
    userId,
    source,
    platform,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}
