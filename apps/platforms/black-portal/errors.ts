import { defineProblems } from '../chassis/problems.ts';

export const portalProblem = defineProblems({
  unknown_member: {
    status: 404,
    title: 'There is no such member',
    fix: 'Invite the person with POST /members, or sync their profile at the hub.',
  },
  member_exists: {
    status: 409,
    title: 'The person is a member already',
    fix: 'Change the tier with POST /members/{userId}/upgrade.',
  },
  same_tier: {
    status: 409,
    title: 'The member has that tier already',
    fix: 'Nothing needs to be done.',
  },
  member_inactive: {
    status: 403,
    title: 'The membership is not active',
    fix: 'Ask your concierge; an operator can reinstate it.',
  },
  tier_needed: {
    status: 403,
    title: 'This is for members of a tier',
    fix: 'Ask your concierge for an invitation as a member.',
  },
  house_only: {
    status: 401,
    title: 'This is an address of the house',
    fix: 'Send Authorization: Bearer with the key that the portal was given as HOUSE_KEY.',
  },
  named_visitor: {
    status: 400,
    title: 'The salon does not want to know who asks',
    fix: 'Send the proof token alone: no cookie, no proof of a device.',
  },
  hub_away: {
    status: 503,
    title: 'The hub cannot be reached',
    fix: 'Try again in a moment; what was under way is kept.',
  },
});
