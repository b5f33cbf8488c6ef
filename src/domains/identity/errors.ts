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
  'identity.operator_name_refused': {
    status: 400,
    title: 'Nobody can act under this name',
    fix: 'Use one to a hundred characters that people can see.',
  },
  'identity.sign_in_link_invalid': {
    status: 401,
    title: 'The sign-in link was used, has expired or never existed',
    fix: 'Make a new link: `npx interlock sign-in`.',
  },
  'identity.no_such_session': {
    status: 404,
    title: 'There is no such session, or it is over already',
    fix: 'List those that are open with `npx interlock staff sessions`.',
  },
  'identity.unknown_scope': {
    status: 400,
    title: 'There is no such scope',
    fix: 'Use scopes of the list in `known`.',
  },
  'identity.grant_exceeds_own': {
    status: 403,
    title: 'A service key cannot grant what it does not have',
    fix: 'Ask for scopes, source, end and rate within the key’s own, or let an operator make the key.',
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
  'identity.invitation_without_tier': {
    status: 400,
    title: 'An invitation of a member needs a tier, and one of another role has none',
    fix: 'Give `tier` for the role `member`, and leave it out for every other role.',
  },
  'identity.invitation_not_valid': {
    status: 403,
    title: 'The invitation is not valid',
    fix: 'Check the code. Ask whoever invited you for another one if it was used or is too old.',
  },
  'identity.device_code_not_valid': {
    status: 403,
    title: 'The code is not valid',
    fix: 'Make another one on a device that is signed in; it is good once, for ten minutes.',
  },
  'identity.device_proof_missing': {
    status: 401,
    title: 'The request does not prove which device makes it',
    fix: 'Send a DPoP proof (RFC 9449) of the device’s key.',
  },
  'identity.device_proof_refused': {
    status: 401,
    title: 'The proof of the device does not hold',
    fix: 'Make a new proof for this very request with the key of the registered device; check its clock.',
  },
  'identity.registration_not_valid': {
    status: 409,
    title: 'There is no such registration under way on this device',
    fix: 'Begin again; a registration must be finished in time, once, on the device that began it.',
  },
  'identity.passkey_refused': {
    status: 400,
    title: 'The passkey was not made as it must be',
    fix: 'Make it again on this site, with a fingerprint, face or PIN.',
  },
  'identity.authenticator_not_allowed': {
    status: 403,
    title: 'This kind of authenticator may not be used',
    fix: 'Use one of those that your tier allows.',
  },
  'identity.passkey_can_be_copied': {
    status: 403,
    title: 'Your tier asks for a passkey that cannot leave its device',
    fix: 'Use a security key, or keep the passkey out of the cloud.',
  },
  'identity.passkey_not_attested': {
    status: 403,
    title: 'Nobody stands for the authenticator',
    fix: 'Let the browser pass on the attestation, or use a security key of a known maker.',
  },
  'identity.too_many_devices': {
    status: 409,
    title: 'The person has as many devices as the tier allows',
    fix: 'Remove a device first.',
  },
  'identity.passkey_outgrown': {
    status: 403,
    title: 'Your tier does not allow this passkey any more',
    fix: 'Register one that is allowed in its place, on the same device (POST /api/identity/passkey-replacements). Instead of a second key, ask for a recovery by staff.',
  },
  'identity.confirmation_refused': {
    status: 403,
    title: 'It could not be confirmed that it is you',
    fix: 'Ask for another challenge for this purpose, and answer it with the passkey of one of your devices.',
  },
  'identity.too_many_second_keys': {
    status: 409,
    title: 'The person has as many second keys as there can be',
    fix: 'Remove one first.',
  },
  'identity.no_such_second_key': {
    status: 404,
    title: 'There is no such second key, or it is out already',
    fix: 'Look at the list of second keys.',
  },
  'identity.device_taken': {
    status: 409,
    title: 'The device is registered already',
    fix: 'Sign in on it, or remove it there first.',
  },
  'identity.device_unknown': {
    status: 403,
    title: 'This device is not registered',
    fix: 'Add it from a device that is signed in, or recover with a second key.',
  },
  'identity.sign_in_refused': {
    status: 401,
    title: 'Signing in did not work',
    fix: 'Try again with the passkey of this site.',
  },
  'identity.unknown_audience': {
    status: 400,
    title: 'There is no platform of this name',
    fix: 'Ask for a token of a registered platform.',
  },
  'identity.no_such_device': {
    status: 404,
    title: 'There is no such device, or it is out already',
    fix: 'Look at the list of devices.',
  },
  'identity.no_such_person': {
    status: 404,
    title: 'There is no such person',
    fix: 'Check the id; people are listed in the console.',
  },
  'identity.person_not_active': {
    status: 403,
    title: 'Whoever asks is not an active member',
    fix: 'Finish joining first. Somebody suspended is let in again by the company, and by nothing that can be sent.',
  },
  'identity.not_an_active_member': {
    status: 409,
    title: 'The person whom it is about is not an active member',
    fix: 'Wait until joining is over; somebody suspended must be reinstated first. Only members have a tier.',
  },
  'identity.no_such_recovery': {
    status: 404,
    title: 'There is no such recovery to decide',
    fix: 'Look at the list; somebody else may have decided it.',
  },
  'identity.second_person_required': {
    status: 403,
    title: 'Whoever asked for it cannot approve it',
    fix: 'Let another person decide.',
  },
});
