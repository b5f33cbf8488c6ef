export { postgresErrors } from './errors.ts';
export { startPostgres } from './start-postgres.ts';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './start-postgres.ts';
