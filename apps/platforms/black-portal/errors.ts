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
});
