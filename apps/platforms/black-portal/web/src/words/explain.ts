import { ProblemError } from '@interlock/design';
import { WebAuthnError } from '@simplewebauthn/browser';

/** What went wrong, in the words of a house rather than of a machine. */
export interface Explanation {
  readonly title: string;
  readonly text: string;
}

const problems: Readonly<Record<string, Explanation>> = {
  'identity.invitation_not_valid': {
    title: 'This invitation does not open the door',
    text: 'Please compare it with what you were sent, character by character. An invitation opens once, and not for ever; whoever invited you can send another.',
  },
  'identity.device_code_not_valid': {
    title: 'This code is not valid',
    text: 'A code is good once, for ten minutes. Make a new one on a device that is signed in, under Devices.',
  },
  'identity.registration_not_valid': {
    title: 'This took longer than we keep the door open',
    text: 'Please begin again; your invitation, or your code, may have to be renewed.',
  },
  'identity.passkey_refused': {
    title: 'The passkey was not made as it must be',
    text: 'We ask for your fingerprint, your face or a PIN whenever the key is used. Choose an authenticator that can ask for it, and try again.',
  },
  'identity.authenticator_not_allowed': {
    title: 'This kind of key is not accepted for your tier',
    text: 'Your tier names the security keys that it trusts. Use one of those; your concierge knows which, and will send you one.',
  },
  'identity.passkey_can_be_copied': {
    title: 'This passkey could leave your device',
    text: 'It would be copied to the cloud of its maker. Your tier asks for one that cannot be copied: use a security key, or the device’s own key without synchronisation.',
  },
  'identity.passkey_not_attested': {
    title: 'Nobody vouches for this key',
    text: 'Your tier asks for a key whose maker stands for it. If your browser asked whether to show the maker, please allow it; otherwise use a security key.',
  },
  'identity.too_many_devices': {
    title: 'Every place is taken',
    text: 'You have as many devices as your tier allows. Remove one before you add another.',
  },
  'identity.device_taken': {
    title: 'This device is registered already',
    text: 'Sign in on it. If it belonged to somebody else, they must remove it first.',
  },
  'identity.device_unknown': {
    title: 'We do not know this device yet',
    text: 'Add it with a code from a device that is signed in. If you have none any more, recover with your second key.',
  },
  'identity.passkey_outgrown': {
    title: 'Your tier asks for another passkey',
    text: 'What you have was right when you made it. Your tier, or what it trusts, has changed since. Make one that cannot be copied, on this device; yours lets you do that. A second key that it happens to, you can only replace once you are in.',
  },
  'identity.confirmation_refused': {
    title: 'It could not be confirmed that it is you',
    text: 'Please use the passkey of this device, with your fingerprint, your face or your PIN.',
  },
  'identity.too_many_second_keys': {
    title: 'Both keys are there',
    text: 'You have two second keys. Remove one before you register another.',
  },
  'identity.sign_in_refused': {
    title: 'Signing in did not work',
    text: 'Please use the passkey that you made on this device. If the device was removed, add it again with a code.',
  },
  'identity.person_not_active': {
    title: 'Your membership rests',
    text: 'You cannot sign in while it does. Your concierge will tell you more.',
  },
  'identity.device_proof_refused': {
    title: 'This device could not prove itself',
    text: 'Please try again. If it stays like this, check the device’s clock and sign in anew.',
  },
  'anonymity.nullifier_used': {
    title: 'You proved it already in this hour',
    text: 'One proof is given an hour, and this device no longer has it. The next can be had when the hour is over.',
  },
  'anonymity.replaced_lately': {
    title: 'Your secret moved a short while ago',
    text: 'Whoever has a new secret has a new name everywhere, so it moves once in thirty days. Until then, the device that holds it speaks for you. If you lost that device, your concierge can help.',
  },
  'anonymity.root_unknown': {
    title: 'The group has just changed',
    text: 'Please try again.',
  },
  'anonymity.tier_too_low': {
    title: 'This circle is for a higher tier',
    text: 'It takes proofs of a tier that you do not have yet.',
  },
  'anonymity.founded_today': {
    title: 'You founded a circle today',
    text: 'The next can be founded tomorrow.',
  },
  'anonymity.pseudonym_silenced': {
    title: 'Your name here may read, but not speak',
    text: 'Those who keep order silenced it. They do not know who it is.',
  },
  'anonymity.pseudonym_removed': {
    title: 'Your name was removed from this circle',
    text: 'Those who keep order removed it. They do not know who it is, and can restore it.',
  },
  'anonymity.verifier_busy': {
    title: 'Many are proving just now',
    text: 'Please try again in a moment.',
  },
  'connector.token_revoked': {
    title: 'This device was removed',
    text: 'It was put out a moment ago, from another device or by us. Nothing can be seen on it any more.',
  },
  'http.too_many_requests': {
    title: 'One moment, please',
    text: 'There were several attempts in a short time. Please wait a minute, then try again.',
  },
  tier_needed: {
    title: 'These rooms are for members',
    text: 'You work with the house, and no tier goes with that. What is yours to do, you find under Devices.',
  },
  hub_away: {
    title: 'We cannot be reached just now',
    text: 'Nothing is lost. Please try again in a moment.',
  },
  'pages.unreachable': {
    title: 'We cannot be reached just now',
    text: 'Your connection may be down. Nothing is lost; please try again in a moment.',
  },
};

const ceremonies: Readonly<Record<string, Explanation>> = {
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED: {
    title: 'This key is registered already',
    text: 'It holds a passkey of yours for this portal. Use another key, or sign in with it.',
  },
  ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT: {
    title: 'This key cannot tell that it is you',
    text: 'It has neither fingerprint nor PIN. Set a PIN on it, or use another one.',
  },
  ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT: {
    title: 'This key cannot keep a passkey',
    text: 'It is of an older kind. Use the device’s own lock, or a newer security key.',
  },
  ERROR_AUTHENTICATOR_NO_SUPPORTED_PUBKEYCREDPARAMS_ALG: {
    title: 'This key is too old',
    text: 'It knows none of the methods that we trust. Use the device’s own lock, or a newer security key.',
  },
};

const dismissed: Explanation = {
  title: 'No passkey was given',
  text: 'The window was closed, time ran out, or the key could not confirm that it is you. Take your time, and try again.',
};

/** Says what an error means for the person in front of the page, and what to do. */
export function explain(error: unknown): Explanation {
  if (error instanceof ProblemError) {
    const { code, title, fix } = error.problem;
    return problems[code] ?? { title: `${title}.`, text: fix };
  }
  if (error instanceof WebAuthnError) return ceremonies[error.code] ?? dismissed;
  if (error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name)) return dismissed;
  if (error instanceof Error && /not supported in this browser/i.test(error.message)) {
    return {
      title: 'This browser knows no passkeys',
      text: 'Please open this page in a current version of Chrome, Edge, Firefox or Safari.',
    };
  }
  return { title: 'Something went wrong on this page', text: 'Please reload it and try again.' };
}
