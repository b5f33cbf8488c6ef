import { defineErrors } from '#kernel/errors';

export const processErrors = defineErrors({
  'process.cannot_start': {
    status: 500,
    title: 'A program could not be started',
    fix: 'Check that the file exists and may be executed; `npx interlock doctor` looks for the usual causes.',
  },
  'process.ended_early': {
    status: 500,
    title: 'A program ended before it was ready',
    fix: 'Read its last words in the detail; its whole log is in the data folder under logs/.',
  },
  'process.not_ready': {
    status: 500,
    title: 'A program runs but did not become ready in time',
    fix: 'Read its last words in the detail; its whole log is in the data folder under logs/.',
  },
  'process.locked': {
    status: 409,
    title: 'Another process holds this lock',
    fix: 'Stop the process named in the detail, or wait for it to end.',
  },
});
