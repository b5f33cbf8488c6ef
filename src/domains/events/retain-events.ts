import type { Database } from '#infra/db';

export interface RetentionPolicy {
  /** A partition is closed when it has been open this long, milliseconds. */
  readonly partitionAgeMs: number;
  /** A closed partition is dropped this long after it was closed, milliseconds. */
  readonly retentionMs: number;
}

export interface RetentionOutcome {
  /** Number of the partition that was opened, if one was. */
  readonly opened?: number;
  readonly dropped: readonly number[];
  /** Partitions whose time has come but that hold events somebody still waits for. */
  readonly kept: readonly number[];
}

/** Positions of partition n begin at n times this. */
const partitionSpan = 10_000_000_000;

/**
 * Opens the next partition when the present one is old enough, and drops old ones whole.
 *
 * @param neededFrom the lowest position that somebody (delivery, a consumer) still needs; nothing from there on is dropped
 */
export async function retainEvents(
  database: Database,
  policy: RetentionPolicy,
  neededFrom: number,
): Promise<RetentionOutcome> {
  const opened = await openNextPartition(database, policy);
  const expired = await database.query<{ number: number }>(
    `select number from events.partitions
      where closed_at < clock_timestamp() - make_interval(secs => $1::double precision / 1000)
      order by number`,
    [policy.retentionMs],
  );
  const [consumers] = await database.query<{ position: number | null }>(
    'select min(position)::double precision as position from events.consumers',
  );
  const needed = Math.min(neededFrom, consumers?.position ?? Number.MAX_SAFE_INTEGER);
  const dropped: number[] = [];
  const kept: number[] = [];
  for (const { number } of expired) {
    if ((number + 1) * partitionSpan > needed) {
      kept.push(number);
      continue;
    }
    await dropPartition(database, number);
    dropped.push(number);
  }
  return { ...(opened === undefined ? {} : { opened }), dropped, kept };
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

async function dropPartition(database: Database, number: number): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query(`drop table if exists events.log_${Math.trunc(number)}`);
    await transaction.query('delete from events.partitions where number = $1', [number]);
  });
}
