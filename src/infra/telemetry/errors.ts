import { defineErrors } from '#kernel/errors';

export const operationErrors = defineErrors({
  'operations.not_ready': {
    status: 503,
    title: 'The hub is not ready to take requests',
    fix: 'Wait; `checks` names what is missing. The hub recovers by itself once it is back.',
  },
});
