import { defineErrors } from '#kernel/errors';

export const postgresErrors = defineErrors({
  'postgres.unsupported_system': {
    status: 500,
    title: 'There is no embedded PostgreSQL for this system',
    fix: 'Set DATABASE_URL to a PostgreSQL 16 or newer.',
  },
  'postgres.initialise_failed': {
    status: 500,
    title: 'The embedded database could not be initialised',
    fix: 'Read the cause; a full disk or a data folder that others own are the usual ones. Or set DATABASE_URL.',
  },
  'postgres.start_failed': {
    status: 500,
    title: 'The embedded database did not start',
    fix: 'Read the server’s words in the detail. `npx interlock doctor` looks for the usual causes.',
  },
});
