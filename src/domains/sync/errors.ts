import { defineErrors } from '#kernel/errors';

export const syncErrors = defineErrors({
  'sync.unknown_user': {
    status: 404,
    title: 'Nobody is known under this user id',
    fix: 'Check the id. A person becomes known by POST /api/integration/sync/user or a user_created event.',
  },
  'sync.unknown_job': {
    status: 404,
    title: 'No bulk job has this id',
    fix: 'Use the jobId that POST /api/integration/sync/bulk answered; finished jobs are kept for 30 days.',
  },
  'sync.unknown_platform': {
    status: 404,
    title: 'No platform with this id takes profiles',
    fix: 'Use the id of a registered platform whose connector names a profile shape.',
  },
  'sync.unknown_source': {
    status: 422,
    title: 'Nobody is registered under this source',
    fix: 'Name a registered platform as source, or leave it out.',
  },
  'sync.foreign_source': {
    status: 403,
    title: 'This key may not speak for this source',
    fix: 'Send only events of the source that the key is bound to, or use that source’s own key.',
  },
  'sync.malformed_batch': {
    status: 400,
    title: 'The body is not a list of events',
    fix: 'Send a JSON array, application/x-ndjson, or a CloudEvents batch.',
  },
  'sync.invalid_cloud_event': {
    status: 400,
    title: 'This is not a CloudEvent that can be taken',
    fix: 'Follow CloudEvents 1.0 with id, source, type, time and a JSON object as data; the detail names the attribute.',
  },
});
