import { defineErrors } from '#kernel/errors';

export const cryptoErrors = defineErrors({
  'crypto.invalid_master_key': {
    status: 500,
    title: 'The master key file holds no key',
    fix: 'Restore the file from its backup. To start afresh remove it: sealed secrets are then lost for good.',
  },
  'crypto.cannot_open': {
    status: 500,
    title: 'A sealed secret cannot be opened',
    fix: 'Start the hub with the master key that sealed it (INTERLOCK_MASTER_KEY_FILE), or set the secret anew.',
  },
});
