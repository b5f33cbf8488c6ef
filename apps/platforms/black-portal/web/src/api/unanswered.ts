import { readProblem, type Problem } from '@interlock/design';

/** No answer came. */
export const unreachable: Problem = {
  status: 0,
  code: 'pages.unreachable',
  title: 'The portal does not answer',
  detail: 'No answer came. The portal may be restarting, or your connection is down.',
  fix: 'Try again in a moment.',
};

/** What an answer that is not a success says; something between this page and the portal may have given it. */
export const readRefusal = (status: number, text: string): Problem =>
  readProblem(status, text, { ...unreachable, code: 'pages.unexpected_answer', title: `Answer ${status}` });
