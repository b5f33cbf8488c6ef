import { defineErrors } from '#kernel/errors';

export const auditErrors = defineErrors({
  'audit.malformed_act': {
    status: 422,
    title: 'The act cannot be recorded, so it is not done',
    fix: 'Send less, or less deeply nested, data with the request; the detail says what does not fit.',
  },
  'audit.entry_not_found': {
    status: 404,
    title: 'The audit log has no such entry',
    fix: 'Check the index or id. An act that was done a moment ago is in the log within about a second.',
  },
  'audit.head_not_found': {
    status: 404,
    title: 'No tree head was signed for this',
    fix: 'Ask for the latest head, or list the heads. An empty log has none: nothing was done yet.',
  },
  'audit.size_out_of_range': {
    status: 422,
    title: 'The audit log was never of this size, or not in this order',
    fix: 'Give sizes from 1 to the latest head’s, the smaller one as `from`.',
  },
  'audit.search_too_broad': {
    status: 422,
    title: 'The search would read too much of the audit log',
    fix: 'Narrow it: give a shorter span of time with `from` and `to`, or an actor, an action or a subject.',
  },
  'audit.history_changed': {
    status: 500,
    title: 'The audit log in the database is not the one that was signed',
    fix: 'Nothing more is signed and acts keep waiting. Stop the hubs, keep the database as evidence, restore it, and compare with a head that somebody else kept: `npx interlock audit verify`.',
  },
  'audit.not_an_export': {
    status: 422,
    title: 'This is not an export of an audit log',
    fix: 'Export again with `npx interlock audit export`, and keep the file as it is, byte for byte.',
  },
  'audit.not_a_head': {
    status: 422,
    title: 'This is not a tree head of an audit log',
    fix: 'Give a file that `--remember` wrote, or the answer of /api/audit/head.',
  },
});
