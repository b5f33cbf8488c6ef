import { ConnectorError } from '@interlock/connector';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseAway } from './is-database-away.ts';
import { PlatformProblem } from './problems.ts';

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly fix: string;
}

/** Answers an error as an RFC 9457 problem document; what is unforeseen keeps its words to the log. */
export function answerProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const answer = answerOf(error);
  if (answer.status >= 500) request.log.error({ err: error }, 'request failed');
  return reply
    .status(answer.status)
    .type('application/problem+json')
    .send({ type: 'about:blank', ...answer });
}

function answerOf(error: FastifyError): Answer {
  if (error instanceof PlatformProblem) {
    return { ...error.definition, code: error.code, detail: error.message };
  }
  if (error instanceof ConnectorError) {
    const { status, code, title, message, fix } = error;
    return { status, code, title, detail: message, fix };
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return {
      status: error.statusCode,
      code: 'invalid_request',
      title: 'The request is not what this address takes',
      detail: error.message,
      fix: 'GET / lists the addresses; the README of the platform describes their bodies.',
    };
  }
  if (isDatabaseAway(error)) {
    return {
      status: 503,
      code: 'database_away',
      title: 'The platform’s database cannot be reached',
      detail: 'The request was not processed.',
      fix: 'Send it again in a moment; the platform recovers by itself.',
    };
  }
  return {
    status: 500,
    code: 'internal',
    title: 'Something went wrong inside the platform',
    detail: 'The request was not processed.',
    fix: 'Look up the request id in the platform’s log.',
  };
}
