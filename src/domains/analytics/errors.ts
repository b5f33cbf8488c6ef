import { defineErrors } from '#kernel/errors';

export const analyticsErrors = defineErrors({
  'analytics.unknown_window': {
    status: 400,
    title: 'Flows are not kept for such a window',
    fix: 'Ask for one of the windows that the detail names.',
  },
});
