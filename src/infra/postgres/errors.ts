import { defineErrors } from '#kernel/errors';

export const postgresErrors = defineErrors({
  'postgres.unsupported_system': {
    status: 500,
    title: 'There is no embedded PostgreSQL for this system',
    fix: 'Set DATABASE_URL to a PostgreSQL 16 or newer.',
  },
  'postgres.no_user': {
    status: 500,
    title: 'PostgreSQL refuses to run as root, and no other user could be found or made',
    fix: 'Add a system user named postgres, or start Interlock as an ordinary user.',
  },
  'postgres.no_place': {
    status: 500,
    title: 'There is no folder that the embedded database’s user may enter',
    fix: 'Point INTERLOCK_HOME to a folder that all users may enter, or start Interlock as an ordinary user.',
  },
  'postgres.in_use': {
    status: 409,
    title: 'The embedded database is already running for another process',
    fix: 'Stop the process named in the detail, or give this one an INTERLOCK_HOME of its own.',
  },
  'postgres.orphan_stays': {
    status: 500,
    title: 'A database server that an earlier run left behind cannot be stopped',
    fix: 'End the process named in the detail yourself, then start again.',
  },
  'postgres.initialise_failed': {
    status: 500,
    title: 'The embedded database could not be initialised',
    fix: 'Read the detail; a full disk or a data folder that others own are the usual causes. Or set DATABASE_URL.',
  },
  'postgres.start_failed': {
    status: 500,
    title: 'The embedded database did not start',
    fix: 'Read the server’s words in the detail. `npx interlock doctor` looks for the usual causes.',
  },
});
