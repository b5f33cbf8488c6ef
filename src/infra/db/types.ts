import type pg from 'pg';
import type { DurationMs } from '#kernel/time';

export type Row = Record<string, unknown>;

export interface Statement {
  readonly text: string;
  /** Makes it a prepared statement of the connection. */
  readonly name?: string;
  /** How long its answer may take; absent: 15 seconds. For the few that read or change very much. */
  readonly timeoutMs?: DurationMs;
}

/** Keeps texts unreadable in the database: what is written is sealed, what is read is opened. */
export interface TextSeal {
  /** @param context names the row; a text that is moved to another one does not open */
  seal(text: string, context: string): string;
  /** @throws `crypto.cannot_open` */
  open(stored: string, context: string): string;
}

/** Something that runs SQL: the pool, or one transaction of it. */
export interface Queryable {
  /** For columns whose content must not stand in the database in plain. */
  readonly texts: TextSeal;
  /** Runs one statement. @throws `database.unavailable` also when the answer takes too long */
  query<Result extends Row = Row>(
    statement: string | Statement,
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
