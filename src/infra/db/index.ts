export { databaseErrors, isUnavailable, sqlState } from './errors.ts';
export { listen } from './listen.ts';
export type { Listener } from './listen.ts';
export { migrate } from './migrate.ts';
export type { MigrationSource } from './migrate.ts';
export { openDatabase } from './open-database.ts';
export type { Database, DatabaseOptions, Queryable, Row, Statement, Transaction } from './open-database.ts';
