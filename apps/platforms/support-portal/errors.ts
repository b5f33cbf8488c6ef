import { defineProblems } from '../chassis/problems.ts';

export const supportProblem = defineProblems({
  unknown_ticket: {
    status: 404,
    title: 'There is no such open ticket',
    fix: 'GET /tickets lists the open ones.',
  },
});
