import pg from 'pg';
import type { DurationMs } from '#kernel/time';
import { currentRider } from './ride-along.ts';
import type { Database, Row, Statement, TextSeal, Transaction } from './types.ts';
import { isUnavailable, sqlState, toDatabaseError } from './errors.ts';

export interface DatabaseOptions {
  readonly url: string;
  readonly connectionsMax?: number;
  readonly applicationName?: string;
  /** Milliseconds to wait for a connection before `database.unavailable`. */
  readonly connectTimeoutMs?: number;
  /** Absent: texts stand in the database as they are. For tests and tools that read none. */
  readonly texts?: TextSeal;
  /** How long the answer to a statement may take before `database.unavailable`; absent: 15 seconds. */
  readonly answerTimeoutMs?: DurationMs;
}

// bigint columns arrive as bigint, never as a rounded number; hot statements cast to float8 where they fit.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    const isText = format === undefined || format === 'text';
    const parse: unknown =
      oid === pg.types.builtins.INT8 && isText ? BigInt : pg.types.getTypeParser(oid, format);
    return parse;
  },
};

// A server that is there but never answers (a hung disk, a connection that a firewall forgot) must not hang the hub.
const answerTimeoutMs = 15_000;

// A hub that stops in the middle of a transaction must not hold its locks for long.
const sessionOptions = '-c idle_in_transaction_session_timeout=5000 -c lock_timeout=10000 -c timezone=UTC';

const plainTexts: TextSeal = { seal: (text) => text, open: (stored) => stored };

/** Opens a pool of connections. Connects lazily: the first statement says whether the database is there. */
export function openDatabase(options: DatabaseOptions): Database {
  const clientOptions = {
    connectionString: options.url,
    application_name: options.applicationName ?? 'interlock',
    connectionTimeoutMillis: options.connectTimeoutMs ?? 3_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: sessionOptions,
    types,
  };
  const pool = new pg.Pool({
    ...clientOptions,
    query_timeout: options.answerTimeoutMs ?? answerTimeoutMs,
    max: options.connectionsMax ?? 10,
    idleTimeoutMillis: 30_000,
  });
  // Idle connections break when the server restarts; the pool replaces them.
  pool.on('error', () => {});
  // A server that shuts down may say so in the same breath as that it is ready, before whoever waits can listen.
  pool.on('connect', (client) => client.on('error', () => {}));
  const { texts = plainTexts } = options;
  return {
    texts,
    query: (statement, values) => run(pool, statement, values),
    transaction: (work) => transact(pool, texts, work),
    async connect() {
      const client = new pg.Client(clientOptions);
      client.on('error', () => {});
      await client.connect().catch((error: unknown) => {
        throw toDatabaseError(error);
      });
      return client;
    },
    usage: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  };
}

async function run<Result extends Row>(
  target: pg.Pool | pg.PoolClient,
  statement: string | Statement,
  values: readonly unknown[] = [],
): Promise<Result[]> {
  const { timeoutMs, ...config }: Statement = typeof statement === 'string' ? { text: statement } : statement;
  const timeout = timeoutMs === undefined ? {} : { query_timeout: timeoutMs };
  try {
    const result = await target.query<Result>({ ...config, ...timeout, values: values as unknown[] });
    return result.rows;
  } catch (error) {
    throw toDatabaseError(error);
  }
}

async function transact<Result>(
  pool: pg.Pool,
  texts: TextSeal,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw toDatabaseError(error);
  });
  const rider = currentRider();
  let boarded = false;
  let broken = false;
  // Without a listener, losing the connection between two statements would end the process.
  const onError = () => {
    broken = true;
  };
  client.on('error', onError);
  try {
    await run(client, 'begin');
    const transaction: Transaction = {
      isTransaction: true,
      texts,
      query: (statement, values) => run(client, statement, values),
    };
    const result = await work(transaction);
    boarded = (await rider?.board(transaction)) === true;
    await run(client, 'commit');
    if (boarded) rider?.arrived();
    return result;
  } catch (error) {
    // A rollback would wait behind a statement that is not answered; ending the connection does the same.
    if (isUnavailable(error) && sqlState(error) === undefined) broken = true;
    else await run(client, 'rollback').catch(() => (broken = true));
    if (boarded) rider?.missed();
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
