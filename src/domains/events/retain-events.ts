import { sqlState, type Database, type Queryable } from '#infra/db';
import type { DurationMs } from '#kernel/time';

export interface RetentionPolicy {
  /** A partition is closed when it has been open this long. */
  readonly partitionAgeMs: DurationMs;
  /** A closed partition is dropped this long after it was closed. */
  readonly retentionMs: DurationMs;
}

export interface RetentionOutcome {
  /** Number of the partition that was opened, if one was. */
  readonly opened?: number;
  readonly dropped: readonly number[];
  /** Partitions whose time has come but that hold events somebody still waits for. */
  readonly kept: readonly number[];
  /** Whether something had to be left for the next time, because others were using the log. */
  readonly postponed: boolean;
}

/** Tells the lowest position that somebody still needs; nothing from there on is dropped. */
export type NeededFrom = (target: Queryable) => Promise<number>;

/** Positions of partition n begin at n times this. */
const partitionSpan = 10_000_000_000;

/** SQLSTATE of a lock that was not given within the lock timeout. */
const lockNotAvailable = '55P03';

/**
 * Opens the next partition when the present one is old enough, and drops old ones whole.
 *
 * Neither holds up appends: what can’t be locked at once, because of a backup for instance, is left for the next time.
 *
 * @param neededFrom asked in the transaction that drops, once the partition is locked
 */
export async function retainEvents(
  database: Database,
  policy: RetentionPolicy,
  neededFrom: NeededFrom,
): Promise<RetentionOutcome> {
  const opened = await unlessLocked(openNextPartition(database, policy));
  const expired = await database.query<{ number: number }>(
    `select number from events.partitions
      where closed_at < clock_timestamp() - make_interval(secs => $1::double precision / 1000)
      order by number`,
    [policy.retentionMs],
  );
  const dropped: number[] = [];
  const kept: number[] = [];
  let postponed = opened === 'locked';
  for (const { number } of expired) {
    const outcome = await unlessLocked(dropPartition(database, number, neededFrom));
    if (outcome === 'dropped') dropped.push(number);
    if (outcome === 'needed') kept.push(number);
    postponed ||= outcome === 'locked';
  }
  return { ...(typeof opened === 'number' ? { opened } : {}), dropped, kept, postponed };
}

async function unlessLocked<Result>(work: Promise<Result>): Promise<Result | 'locked'> {
  try {
    return await work;
  } catch (error) {
    if (sqlState(error) === lockNotAvailable) return 'locked';
    throw error;
  }
}

async function openNextPartition(database: Database, policy: RetentionPolicy): Promise<number | undefined> {
  return database.transaction(async (transaction) => {
    // The row lock keeps two hubs from rolling one after the other.
    const [due] = await transaction.query<{ number: number }>(
      `select number from events.partitions
        where closed_at is null
          and opened_at < clock_timestamp() - make_interval(secs => $1::double precision / 1000)
        for update skip locked`,
      [policy.partitionAgeMs],
    );
    if (due === undefined) return undefined;
    const [rolled] = await transaction.query<{ number: number }>('select events.roll_partition() as number');
    return rolled?.number;
  });
}

async function dropPartition(
  database: Database,
  number: number,
  neededFrom: NeededFrom,
): Promise<'dropped' | 'needed'> {
  const table = `events.log_${Math.trunc(number)}`;
  return database.transaction(async (transaction) => {
    // Most of the time something needs an old partition or nothing does; only then are the locks worth taking.
    if (await isNeeded(transaction, number, neededFrom)) return 'needed';
    // Dropping locks the whole log exclusively. While this waits for readers, appends wait behind it: so not for long.
    await transaction.query("set local lock_timeout = '250ms'");
    await transaction.query('lock table only events.log in access exclusive mode');
    if (await isNeeded(transaction, number, neededFrom)) return 'needed';
    await transaction.query(`drop table if exists ${table}`);
    await transaction.query('delete from events.partitions where number = $1', [number]);
    return 'dropped';
  });
}

async function isNeeded(target: Queryable, number: number, neededFrom: NeededFrom): Promise<boolean> {
  const [consumers] = await target.query<{ position: number | null }>(
    'select min(position)::double precision as position from events.consumers',
  );
  const needed = Math.min(await neededFrom(target), consumers?.position ?? Number.MAX_SAFE_INTEGER);
  return needed < (number + 1) * partitionSpan;
}
