import type { Pool } from 'pg';
import type { HubClient, HubProblem } from '../hub/create-hub-client.ts';
import { runTransaction } from '../inbox/run-transaction.ts';
import type { Transaction } from '../inbox/types.ts';
import { systemClock, type Clock } from '../time.ts';
import { addEvents, type NewEvent } from './add-events.ts';
import type { BackoffOptions } from './full-jitter.ts';
import { ensureOutboxTable } from './outbox-table.sql.ts';
import { runSender } from './run-sender.ts';

export interface OutboxOptions {
  /** The platform’s own database. The process that sends keeps one connection of it. */
  readonly pool: Pool;
  readonly client: HubClient;
  /** The platform’s id in the hub: the `source` of its events. */
  readonly source: string;
  /** Events in one request to the hub. 500 by default. */
  readonly batchSize?: number;
  /** Bytes in one request. 512 KiB by default; the hub takes 1 MiB. */
  readonly batchBytesMax?: number;
  /** 100 ms doubling to 10 s by default, with full jitter. */
  readonly backoff?: BackoffOptions;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Told why events are not leaving, for the platform’s log. They stay in the outbox. */
  readonly onError?: (error: unknown) => void;
}

/** An event that the hub will never take as it is. */
export interface RefusedEvent {
  readonly eventId: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly refusedAt: Date;
  readonly problem: HubProblem;
}

export interface Outbox {
  /** See {@link addEvents}. Call `wake` after the commit, or use `transact`. */
  add(transaction: Transaction, events: readonly NewEvent[]): Promise<string[]>;
  /**
   * Runs a transaction and wakes the sender after its commit. `work` runs again after a deadlock.
   *
   * @throws `connector.database_away`, and whatever `work` throws
   */
  transact<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Tells the sender, in whichever process it runs, that events were committed. Without it they leave within a second. */
  wake(): void;
  /** How many events wait, and how many were refused. */
  count(): Promise<{ readonly waiting: number; readonly refused: number }>;
  /** The oldest refused events. */
  listRefused(limit: number): Promise<RefusedEvent[]>;
  /** Gives refused events another try, for instance after the hub has learnt their type. Returns how many. */
  resend(eventIds: readonly string[]): Promise<number>;
  /** Finishes the request under way and gives back the connection. What waits is sent by the next process. */
  close(): Promise<void>;
}

/**
 * Opens a transactional outbox and starts its background sender. Events leave in order, in batches, at least
 * once; the hub recognises those that it has. Any number of processes may open it: one of them sends, and
 * another takes over when it dies.
 *
 * @throws `connector.database_away`
 */
export async function createOutbox(options: OutboxOptions): Promise<Outbox> {
  const { pool, client, source, clock = systemClock, random = Math.random } = options;
  await ensureOutboxTable(pool);
  const sender = runSender({
    pool,
    client,
    batchSize: options.batchSize ?? 500,
    batchBytesMax: options.batchBytesMax ?? 512 * 1024,
    backoff: options.backoff ?? { delayMsBase: 100, delayMsMax: 10_000 },
    standbyMs: 1_000,
    idleMs: 1_000,
    clock,
    random,
    onError: options.onError ?? (() => {}),
  });
  return {
    add: (transaction, events) => addEvents({ source, clock }, transaction, events),
    async transact(work) {
      const result = await runTransaction(pool, work, random);
      sender.wake();
      return result;
    },
    wake: () => sender.wake(),
    count: () => countEvents(pool),
    listRefused: (limit) => listRefused(pool, limit),
    async resend(eventIds) {
      const { rowCount } = await pool.query(
        'update interlock_outbox set refused_at = null, problem = null where refused_at is not null and event_id = any ($1)',
        [eventIds],
      );
      sender.wake();
      return rowCount ?? 0;
    },
    close: () => sender.close(),
  };
}

async function countEvents(pool: Pool): Promise<{ waiting: number; refused: number }> {
  const { rows } = await pool.query<{ waiting: number; refused: number }>(
    `select count(*) filter (where refused_at is null)::int as waiting,
            count(*) filter (where refused_at is not null)::int as refused
       from interlock_outbox`,
  );
  return rows[0] ?? { waiting: 0, refused: 0 };
}

async function listRefused(pool: Pool, limit: number): Promise<RefusedEvent[]> {
  const { rows } = await pool.query<RefusedEvent>(
    `select event_id as "eventId", event::json as event, refused_at as "refusedAt", problem
       from interlock_outbox where refused_at is not null order by position limit $1`,
    [limit],
  );
  return rows;
}
