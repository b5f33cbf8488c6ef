import pg from 'pg';
import { toDatabaseError } from './errors.ts';

export type Row = Record<string, unknown>;

/** Something that runs SQL: the pool, or one transaction of it. */
export interface Queryable {
  /** Runs one statement. `name` makes it a prepared statement of the connection. */
  query<Result extends Row = Row>(
    statement: string | { name: string; text: string },
    values?: readonly unknown[],
  ): Promise<Result[]>;
}

/** One open transaction. Passed to every verb that takes part in it. */
export interface Transaction extends Queryable {
  readonly isTransaction: true;
}

export interface Database extends Queryable {
  /** Commits when `work` resolves, rolls back when it throws. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** A connection of one’s own, outside the pool; the caller ends it. */
  connect(): Promise<pg.Client>;
  /** Connections in use and waiting requests, for metrics. */
  usage(): { readonly total: number; readonly idle: number; readonly waiting: number };
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly connectionsMax?: number;
  readonly applicationName?: string;
  /** Milliseconds to wait for a connection before `database.unavailable`. */
  readonly connectTimeoutMs?: number;
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

// A hub that stops in the middle of a transaction must not hold its locks for long.
const sessionOptions = '-c idle_in_transaction_session_timeout=5000 -c lock_timeout=10000 -c timezone=UTC';

/** Opens a pool of connections. Connects lazily: the first statement says whether the database is there. */
export function openDatabase(options: DatabaseOptions): Database {
  const clientOptions = {
    connectionString: options.url,
    application_name: options.applicationName ?? 'interlock',
    connectionTimeoutMillis: options.connectTimeoutMs ?? 3_000,
    keepAlive: true,
    options: sessionOptions,
    types,
  };
  const pool = new pg.Pool({
    ...clientOptions,
    max: options.connectionsMax ?? 10,
    idleTimeoutMillis: 30_000,
  });
  // Idle connections break when the server restarts; the pool replaces them.
  pool.on('error', () => {});
  return {
    query: (statement, values) => run(pool, statement, values),
    transaction: (work) => transact(pool, work),
    async connect() {
      const client = new pg.Client(clientOptions);
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
  statement: string | { name: string; text: string },
  values: readonly unknown[] = [],
): Promise<Result[]> {
  const config = typeof statement === 'string' ? { text: statement } : statement;
  try {
    const result = await target.query<Result>({ ...config, values: values as unknown[] });
    return result.rows;
  } catch (error) {
    throw toDatabaseError(error);
  }
}

async function transact<Result>(
  pool: pg.Pool,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw toDatabaseError(error);
  });
  let broken = false;
  // Without a listener, losing the connection between two statements would end the process.
  const onError = () => {
    broken = true;
  };
  client.on('error', onError);
  try {
    await run(client, 'begin');
    const result = await work({
      isTransaction: true,
      query: (statement, values) => run(client, statement, values),
    });
    await run(client, 'commit');
    return result;
  } catch (error) {
    await run(client, 'rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
