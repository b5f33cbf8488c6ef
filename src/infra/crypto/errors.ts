import { defineErrors } from '#kernel/errors';

export const cryptoErrors = defineErrors({
  'crypto.invalid_master_key': {
    status: 500,
    title: 'The master key file holds no key',
    fix: 'Restore the file from its backup. To start afresh remove it: sealed secrets are then lost for good.',
  },
  'crypto.rotation_under_way': {
    status: 409,
    title: 'Somebody else adds a version to the master key',
    fix: 'Wait until it is done. If nobody does, a rotation was cut off: remove the file that is named, and rotate.',
  },
  'crypto.cannot_open': {
    status: 500,
    title: 'What was sealed or encrypted cannot be opened',
    fix: 'Use the key that sealed it (the hub: INTERLOCK_MASTER_KEY_FILE) and an unaltered copy, or set the secret anew.',
  },
  'crypto.cannot_unwrap': {
    status: 500,
    title: 'A wrapped key cannot be unwrapped',
    fix: 'Give the hub the key service, and every version of its master key, that wrapped it.',
  },
  'crypto.key_service_unavailable': {
    status: 503,
    title: 'The key service does not answer, or refuses the hub',
    fix: 'Nothing was stored. Try again; if it stays, check the key service and what the hub may do there.',
  },
  'crypto.unsuitable_key': {
    status: 500,
    title: 'The key of the key service cannot tie what it wraps to its place',
    fix: 'In Vault, make a transit key with `derived=true` and name that one.',
  },
  'crypto.key_destroyed': {
    status: 410,
    title: 'The data was erased: its key was destroyed',
    fix: 'Nothing can bring it back. Treat the person’s data as gone.',
  },
  'crypto.invalid_public_key': {
    status: 400,
    title: 'What was given holds no public key of the kind that is needed',
    fix: 'Fetch the public key again from whoever made it, and pass it unchanged.',
  },
  'crypto.no_statement_key': {
    status: 409,
    title: 'There is no key for statements to be replaced',
    fix: 'Start a hub on this database once: it makes the first one.',
  },
  'crypto.invalid_token': {
    status: 401,
    title: 'The token is not one of the hub’s, or not for this purpose',
    fix: 'Ask the hub for a new token.',
  },
  'crypto.expired_token': {
    status: 401,
    title: 'The token has expired',
    fix: 'Ask the hub for a new token.',
  },
});
