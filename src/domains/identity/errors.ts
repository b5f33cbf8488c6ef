import { defineErrors } from '#kernel/errors';

export const identityErrors = defineErrors({
  'identity.credentials_missing': {
    status: 401,
    title: 'The request does not say who makes it',
    fix: 'Send `Authorization: Bearer ilk_…`, or sign in to the console.',
  },
  'identity.key_unknown': {
    status: 401,
    title: 'There is no such service key',
    fix: 'Check that the whole key was sent; make one with `npx interlock keys create`.',
  },
  'identity.key_revoked': {
    status: 401,
    title: 'The service key was revoked',
    fix: 'Use another key; a revoked one never comes back.',
  },
  'identity.key_expired': {
    status: 401,
    title: 'The service key has expired',
    fix: 'Use the key that replaced it, or make a new one.',
  },
  'identity.scope_missing': {
    status: 403,
    title: 'The service key may not do this',
    fix: 'Use a key with the scope that `scope` names. What no key may do, a person must do in the console.',
  },
  'identity.not_permitted': {
    status: 403,
    title: 'Your role may not do this',
    fix: 'Ask somebody whose role has the permission that `permission` names.',
  },
  'identity.session_expired': {
    status: 401,
    title: 'The session is over',
    fix: 'Sign in again with a new link: `npx interlock sign-in`.',
  },
  'identity.cross_site': {
    status: 403,
    title: 'The request was made by a page of another site',
    fix: 'Make it from the console itself, or with a service key.',
  },
  'identity.sign_in_link_invalid': {
    status: 401,
    title: 'The sign-in link was used, has expired or never existed',
    fix: 'Make a new link: `npx interlock sign-in`.',
  },
  'identity.unknown_scope': {
    status: 400,
    title: 'There is no such scope',
    fix: 'Use scopes of the list in `known`.',
  },
  'identity.grant_exceeds_own': {
    status: 403,
    title: 'A service key cannot grant what it does not have',
    fix: 'Ask for scopes and a source within the key’s own, or let an operator make the key.',
  },
  'identity.no_such_key': {
    status: 404,
    title: 'There is no service key with this id',
    fix: 'List the keys with `npx interlock keys list`.',
  },
  'identity.key_not_active': {
    status: 409,
    title: 'The service key is revoked or expired',
    fix: 'Make a new key instead of rotating this one.',
  },
  'identity.expiry_in_the_past': {
    status: 400,
    title: 'The key would be expired from the start',
    fix: 'Choose an `expiresAt` in the future, or leave it out.',
  },
});
