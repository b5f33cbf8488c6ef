import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { KeyService, WrappedKey } from './key-service.ts';
import { wrappedTables, type WrappedTable } from './wrapped-tables.ts';

export interface RotationProgress {
  /** Keys that were not under the newest version when it began. */
  readonly total: number;
  readonly rewrapped: number;
  /** Keys that the key service could not unwrap. They stay as they are; the log names them. */
  readonly failed: number;
}

export interface RotationOptions {
  readonly database: Database;
  readonly keyService: KeyService;
  readonly logger: Logger;
  /** Called after every page. */
  readonly onProgress?: (progress: RotationProgress) => void;
  /** Keys wrapped anew at a time; absent: 200. */
  readonly pageSize?: number;
  /** Stops it after the page at hand. */
  readonly signal?: AbortSignal;
}

interface StoredKey {
  readonly values: readonly string[];
  readonly wrapped: WrappedKey;
}

/**
 * Wraps every stored key anew under the newest version of the master key, page by page, while hubs read and write: no
 * row is locked for longer than its own update, and a key that was destroyed or wrapped anew meanwhile is left alone.
 * What is encrypted under the keys stays as it is. Cut off, it goes on where it was when it is called again.
 *
 * @throws `crypto.key_service_unavailable`
 */
export async function rotateKeys(options: RotationOptions): Promise<RotationProgress> {
  const { database, keyService, logger, onProgress, pageSize = 200, signal } = options;
  const newest = await keyService.newestVersion();
  const total = await countOutdated(database, newest);
  let [rewrapped, failed] = [0, 0];
  for (const table of wrappedTables) {
    for (let after: readonly string[] | undefined; signal?.aborted !== true;) {
      const page = await readPage(database, table, newest, after, pageSize);
      if (page.length === 0) break;
      const done = await rewrapPage({ database, keyService, logger }, table, page);
      rewrapped += done;
      failed += page.length - done;
      onProgress?.({ total, rewrapped, failed });
      after = page.at(-1)?.values;
    }
  }
  return { total, rewrapped, failed };
}

async function countOutdated(database: Database, newest: string): Promise<number> {
  let total = 0;
  for (const { name } of wrappedTables) {
    const [row] = await database.query<{ count: number }>(
      `select count(*)::float8 as count from ${name} where wrapped_by <> $1`,
      [newest],
    );
    total += row?.count ?? 0;
  }
  return total;
}

async function readPage(
  database: Database,
  { name, columns }: WrappedTable,
  newest: string,
  after: readonly string[] | undefined,
  pageSize: number,
): Promise<StoredKey[]> {
  const place = columns.join(', ');
  const rows = await database.query<
    Record<string, string> & { wrapped: Buffer & string; wrapped_by: string }
  >(
    `select ${place}, wrapped, wrapped_by from ${name}
      where wrapped_by <> $1
        ${after === undefined ? '' : `and (${place}) > (${columns.map((_column, index) => `$${index + 3}`).join(', ')})`}
      order by ${place} limit $2`,
    [newest, pageSize, ...(after ?? [])],
  );
  return rows.map((row) => ({
    values: columns.map((column) => row[column] ?? ''),
    wrapped: { bytes: row.wrapped, wrappedBy: row.wrapped_by },
  }));
}

async function rewrapPage(
  { database, keyService, logger }: Pick<RotationOptions, 'database' | 'keyService' | 'logger'>,
  table: WrappedTable,
  page: readonly StoredKey[],
): Promise<number> {
  const done: { readonly old: StoredKey; readonly fresh: WrappedKey }[] = [];
  for (const old of page) {
    try {
      done.push({ old, fresh: await keyService.rewrap(old.wrapped, table.contextOf(old.values)) });
    } catch (error) {
      if (!isUnwrappable(error)) throw error;
      logger.error({ err: error, table: table.name, key: old.values }, 'a key cannot be wrapped anew');
    }
  }
  const { columns, name } = table;
  const names = columns.map((_column, index) => `key${index}`);
  await database.query(
    `update ${name} as stored set wrapped = page.fresh, wrapped_by = page.wrapped_by
       from unnest($1::bytea[], $2::bytea[], $3::text[], ${columns.map((_column, index) => `$${index + 4}::text[]`).join(', ')})
         as page (old, fresh, wrapped_by, ${names.join(', ')})
      where (${columns.map((column) => `stored.${column}`).join(', ')}) = (${names.map((key) => `page.${key}`).join(', ')})
        and stored.wrapped = page.old`,
    [
      done.map(({ old }) => old.wrapped.bytes),
      done.map(({ fresh }) => fresh.bytes),
      done.map(({ fresh }) => fresh.wrappedBy),
      ...columns.map((_column, index) => done.map(({ old }) => old.values[index])),
    ],
  );
  return done.length;
}

function isUnwrappable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'crypto.cannot_unwrap';
}
