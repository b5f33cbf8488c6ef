import { defineErrors } from '#kernel/errors';

export const cliErrors = defineErrors({
  'cli.already_running': {
    status: 409,
    title: 'Interlock is already running on this data folder',
    fix: 'Use the one that runs, stop it with Ctrl-C in its terminal, or set INTERLOCK_HOME and PORT for a second one.',
  },
  'cli.interrupted': {
    status: 499,
    title: 'The start was interrupted',
    fix: 'Start again when you like.',
  },
  'cli.port_taken': {
    status: 409,
    title: 'A port is taken',
    fix: 'End the program that holds it, or choose another with the environment variable named in the detail.',
  },
  'cli.hub_unreachable': {
    status: 503,
    title: 'The hub cannot be reached',
    fix: 'Start it with `npm start`, or set INTERLOCK_URL to where it runs.',
  },
  'cli.no_key': {
    status: 401,
    title: 'There is no key to sign in to the hub with',
    fix: 'Set INTERLOCK_KEY to a key made with `npx interlock keys create`, or run the command where the hub was started.',
  },
  'cli.bad_argument': {
    status: 400,
    title: 'An argument makes no sense',
    fix: 'See `npx interlock help` and the command’s own --help.',
  },
  'cli.no_database': {
    status: 503,
    title: 'There is no database to work on',
    fix: 'Start Interlock with `npm start`, or set DATABASE_URL.',
  },
  'cli.pages_build_failed': {
    status: 500,
    title: 'The console, or the members’ pages, could not be built',
    fix: 'Read the detail; `npm run build:console` and `npm run build:portal` show all of it. Everything else works without.',
  },
  'cli.answer_unreadable': {
    status: 502,
    title: 'An answer could not be understood',
    fix: 'Check that the address belongs to an Interlock hub or platform of this version.',
  },
  'cli.platform_unreachable': {
    status: 503,
    title: 'A platform cannot be reached',
    fix: 'Look at its state with `npx interlock platforms list`; `npm start` runs the reference platforms.',
  },
  'cli.reconciliation_differs': {
    status: 500,
    title: 'The platforms’ books differ',
    fix: 'Look up the named executions with `npx interlock events search --user …` and the dead letters with `npx interlock dead-letters list`.',
  },
  'cli.drain_timeout': {
    status: 504,
    title: 'The flow did not drain in time',
    fix: 'Look at the lag and the dead letters in the console; repeat with a longer --drain-timeout.',
  },
});
