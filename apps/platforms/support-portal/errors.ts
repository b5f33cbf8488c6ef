import { defineProblems } from '../chassis/problems.ts';

export const supportProblem = defineProblems({
  unknown_ticket: {
    status: 404,
    title: 'There is no such open ticket',
    fix: 'GET /tickets lists the open ones.',
  },
  proof_missing: {
    status: 401,
    title: 'The request brings no proof of a tier',
    fix: 'Prove the tier to the hub, and send its token as `Authorization: Bearer …`.',
  },
  proof_refused: {
    status: 401,
    title: 'The proof does not hold here',
    fix: 'Prove the tier again, for this platform.',
  },
  proof_undecided: {
    status: 503,
    title: 'Proofs cannot be checked at the moment',
    fix: 'Try again soon; the keys of the hub are not known here yet.',
  },
});
