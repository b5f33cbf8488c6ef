import { defineErrors } from '#kernel/errors';

export const anonymityErrors = defineErrors({
  'anonymity.unknown_audience': {
    status: 404,
    title: 'There is no such platform',
    fix: 'Name the id of a registered platform in `platform`.',
  },
  'anonymity.commitment_malformed': {
    status: 400,
    title: 'This is no commitment',
    fix: 'Send the commitment of a Semaphore identity as a decimal number; the secret stays on the device.',
  },
  'anonymity.commitment_taken': {
    status: 409,
    title: 'The commitment belongs to somebody else',
    fix: 'Make a new identity on this device and enrol its commitment.',
  },
  'anonymity.replaced_lately': {
    status: 409,
    title: 'The secret was replaced a short while ago',
    fix: 'Use the device that holds it, or wait until `replaceableFrom`; after a recovery by staff it can be replaced at once.',
  },
  'anonymity.group_full': {
    status: 503,
    title: 'The group of this tier holds no more members',
    fix: 'An operator must open a second group; a tree of depth 20 has 1,048,576 places.',
  },
  'anonymity.challenge_unknown': {
    status: 400,
    title: 'The challenge is not of this hub, or for something else',
    fix: 'Ask for a new challenge with POST /api/anonymity/challenges and prove again.',
  },
  'anonymity.challenge_expired': {
    status: 400,
    title: 'The challenge is too old',
    fix: 'Ask for a new challenge and prove right away.',
  },
  'anonymity.challenge_used': {
    status: 409,
    title: 'The challenge was answered before',
    fix: 'Ask for a new challenge; each is good for one use.',
  },
  'anonymity.wrong_scope': {
    status: 400,
    title: 'The proof is for another platform, circle or epoch',
    fix: 'Derive the scope from the platform and from the epoch that came with the challenge.',
  },
  'anonymity.wrong_message': {
    status: 400,
    title: 'The proof does not say what the request says',
    fix: 'Derive the message from the challenge and from exactly what is sent.',
  },
  'anonymity.wrong_depth': {
    status: 400,
    title: 'The proof was made with a circuit that the hub does not use',
    fix: 'Prove with the artifacts that the hub serves: depth 10 or 20.',
  },
  'anonymity.root_unknown': {
    status: 400,
    title: 'The group never had this root',
    fix: 'Fetch the group of the tier again and build the proof from it.',
  },
  'anonymity.root_expired': {
    status: 400,
    title: 'The group has changed since',
    fix: 'Fetch the group of the tier again and build the proof from it.',
  },
  'anonymity.nullifier_used': {
    status: 409,
    title: 'A token was already issued for this platform and epoch',
    fix: 'Use the token you have; the next can be had when the next epoch begins.',
  },
  'anonymity.proof_wrong': {
    status: 400,
    title: 'The proof does not hold',
    fix: 'Prove again with an identity that is in the group.',
  },
  'anonymity.verifier_busy': {
    status: 503,
    title: 'More proofs wait to be checked than the hub takes on',
    fix: 'Try again in a moment.',
  },
  'anonymity.tier_too_low': {
    status: 403,
    title: 'The circle asks for a higher tier',
    fix: 'Prove membership in the group of a tier that the circle takes.',
  },
  'anonymity.no_such_circle': {
    status: 404,
    title: 'There is no such circle',
    fix: 'List the circles with GET /api/circles.',
  },
  'anonymity.founded_today': {
    status: 409,
    title: 'A circle was already founded with this identity today',
    fix: 'Found the next one tomorrow.',
  },
  'anonymity.not_entered': {
    status: 403,
    title: 'Nobody of this pseudonym has entered the circle',
    fix: 'Enter it first: POST /api/circles/{circleId}/entries.',
  },
  'anonymity.pseudonym_silenced': {
    status: 403,
    title: 'The pseudonym may read but not post',
    fix: 'Wait until a moderator lifts it.',
  },
  'anonymity.pseudonym_removed': {
    status: 403,
    title: 'The pseudonym was removed from the circle',
    fix: 'A moderator can restore it.',
  },
  'anonymity.circle_token_wrong': {
    status: 401,
    title: 'The request carries no token of this circle that is still good',
    fix: 'Enter the circle again and send `Authorization: Bearer <token>`.',
  },
  'anonymity.no_such_post': {
    status: 404,
    title: 'There is no such post in this circle',
    fix: 'List the posts of the circle.',
  },
  'anonymity.no_such_pseudonym': {
    status: 404,
    title: 'There is no such pseudonym in this circle',
    fix: 'List the posts of the circle; each names the pseudonym it is from.',
  },
});
