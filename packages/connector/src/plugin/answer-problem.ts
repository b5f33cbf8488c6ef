import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ConnectorError } from '../errors.ts';

/** Answers an error as an RFC 9457 problem document; what is unforeseen keeps its words to the log. */
export function answerProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = toConnectorError(error);
  if (problem.status >= 500) request.log.error({ err: error }, 'interlock request failed');
  else request.log.warn({ code: problem.code, detail: problem.message }, 'interlock request refused');
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds);
  return reply
    .status(problem.status)
    .type('application/problem+json')
    .send({
      ...problem.extensions,
      type: 'about:blank',
      title: problem.title,
      status: problem.status,
      code: problem.code,
      detail: problem.message,
      fix: problem.fix,
    });
}

function toConnectorError(error: FastifyError): ConnectorError {
  if (error instanceof ConnectorError) return error;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new ConnectorError('connector.body_too_large', { cause: error });
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new ConnectorError('connector.body_malformed', { detail: error.message, cause: error });
  }
  return new ConnectorError('connector.internal', { cause: error });
}
