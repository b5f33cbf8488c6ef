import { defineErrors } from '#kernel/errors';

export const webhookErrors = defineErrors({
  'webhooks.unknown_source': {
    status: 404,
    title: 'Nobody is registered to send webhooks under this name',
    fix: 'Name a registered source in x-webhook-source or in the path, or register it first.',
  },
  'webhooks.signature_missing': {
    status: 401,
    title: 'The webhook carries no signature',
    fix: 'Let the sender sign as its scheme asks; the detail names the headers.',
  },
  'webhooks.signature_invalid': {
    status: 401,
    title: 'The webhook’s signature does not match its body',
    fix: 'Compare the secret on both sides. The signature is over the raw bytes: let nothing rewrite the body on its way.',
  },
  'webhooks.signature_expired': {
    status: 401,
    title: 'The webhook was signed too long ago, or in the future',
    fix: 'Let the sender sign each attempt anew, and set the clocks of both machines.',
  },
  'webhooks.unreadable_body': {
    status: 422,
    title: 'The webhook’s body is not what its scheme says',
    fix: 'Compare the body with the scheme’s documentation; the detail names the field.',
  },
  'webhooks.foreign_source': {
    status: 403,
    title: 'A platform signed an event of another source',
    fix: 'Sign with the secret of the platform that the event names as its source.',
  },
  'webhooks.verification_refused': {
    status: 403,
    title: 'The verify token is not the registered one',
    fix: 'Enter the same verify token at Meta and in the source’s registration here.',
  },
  'webhooks.already_registered': {
    status: 409,
    title: 'A source is registered under this name already',
    fix: 'Choose another name, or remove the registered source first.',
  },
  'webhooks.reserved_name': {
    status: 409,
    title: 'A platform is registered under this name',
    fix: 'Choose another name: platforms sign their webhooks with their own signing secret.',
  },
  'webhooks.invalid_secret': {
    status: 400,
    title: 'The secret is not one of this scheme',
    fix: 'Standard Webhooks: whsec_ and 24 to 64 bytes in base64. Others: 16 to 256 printable characters.',
  },
  'webhooks.verify_token_not_used': {
    status: 400,
    title: 'Only WhatsApp asks for a verify token',
    fix: 'Leave verifyToken out for this scheme.',
  },
});
