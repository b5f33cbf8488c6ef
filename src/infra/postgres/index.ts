export { postgresErrors } from './errors.ts';
export { findRunningPostgres } from './find-running-postgres.ts';
export type { PostgresAddress, RunningPostgres } from './find-running-postgres.ts';
export { startPostgres } from './start-postgres.ts';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './start-postgres.ts';
