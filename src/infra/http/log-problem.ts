import type { FastifyRequest } from 'fastify';
import type { ProblemDocument } from '#kernel/problem';
import type { Logger } from '#infra/telemetry';

/** The path alone: query strings may carry one-time tokens. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url;
}

/** The one line that the log has about a request that was not processed. */
export function logProblem(
  logger: Logger,
  request: FastifyRequest,
  { code, status, detail, eventId }: ProblemDocument,
  error: unknown,
): void {
  const entry = {
    requestId: request.id,
    code,
    status,
    method: request.method,
    path: pathOf(request),
    ...(typeof eventId === 'string' ? { eventId } : {}),
    // Requests that no route took have no principal at all.
    ...(request.principal ? { principal: request.principal.id } : {}),
  };
  // The sender’s mistakes need no stack; ours and the environment’s do.
  if (status < 500) logger.info({ ...entry, detail }, 'request refused');
  else if (status === 503) logger.warn({ ...entry, err: error }, 'request not processed for now');
  else logger.error({ ...entry, err: error }, 'request failed');
}
