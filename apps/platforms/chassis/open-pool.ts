import pg from 'pg';

/** Something that runs SQL: the pool, or a connection with a transaction open. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

const { INT8, DATE } = pg.types.builtins;

// bigint columns arrive as bigint, never rounded; a date is a calendar day, not a moment in some time zone.
const parsers: Readonly<Record<number, (text: string) => unknown>> = { [INT8]: BigInt, [DATE]: String };

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown =>
    (format !== 'binary' && parsers[oid]) ||
    pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

/** Opens a platform’s pool of connections to its own database. Connects lazily. */
export function openPool(connectionString: string, applicationName: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    application_name: applicationName,
    max: 8,
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
    types,
  });
  // Idle connections break when the server restarts; the pool replaces them.
  pool.on('error', () => {});
  return pool;
}
