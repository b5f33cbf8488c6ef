import { defineErrors } from '#kernel/errors';

export const configErrors = defineErrors({
  'config.invalid_setting': {
    status: 500,
    title: 'A setting makes no sense',
    fix: 'Correct the named environment variable; `npx interlock config` lists all of them.',
  },
});
