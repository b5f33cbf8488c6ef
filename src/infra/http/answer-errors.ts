import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Counter } from 'prom-client';
import { InterlockError } from '#kernel/errors';
import { toProblem, type ProblemDocument } from '#kernel/problem';
import type { Logger, MetricsRegistry } from '#infra/telemetry';
import { httpErrors } from './errors.ts';
import { findAllowedMethods, type KnownRoute } from './find-allowed-methods.ts';
import { logProblem, pathOf } from './log-problem.ts';
import { pageStyleHash } from './reference/page-style.ts';
import { renderProblem } from './reference/render-problem.ts';
import { toKnownError } from './to-known-error.ts';

export interface AnswerErrorsOptions {
  readonly logger: Logger;
  readonly registry: MetricsRegistry;
}

/**
 * Answers every error with a problem document (RFC 9457), or with a page that says the same to a person who
 * followed a link, and writes one line about it.
 */
export function answerErrors(app: FastifyInstance, { logger, registry }: AnswerErrorsOptions): void {
  const problems = new Counter({
    name: 'interlock_http_problems_total',
    help: 'Requests answered with a problem document, by error code',
    labelNames: ['code', 'status'],
    registers: [registry],
  });
  const answer = (thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const error = toKnownError(thrown, request);
    const problem = { ...toProblem(error), instance: request.id };
    problems.inc({ code: problem.code, status: problem.status });
    logProblem(logger, request, problem, error);
    if (error instanceof InterlockError && error.retryAfterSeconds !== undefined) {
      reply.header('retry-after', Math.ceil(error.retryAfterSeconds));
    }
    // RFC 9110 §11.6.1: a 401 names the scheme it wants.
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="interlock"');
    reply
      .code(problem.status)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store');
    return sendProblem(request, reply, problem);
  };
  app.setErrorHandler(answer);
  answerUnknownAddresses(app, answer);
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: ProblemDocument): FastifyReply {
  reply.serializer(String);
  // Browsers ask for pages so when somebody follows a link; their scripts and all other programs do not.
  if (request.headers.accept?.startsWith('text/html') !== true) {
    return reply.header('content-type', 'application/problem+json').send(JSON.stringify(problem));
  }
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src ${pageStyleHash}; img-src data:; frame-ancestors 'none'`,
    )
    .send(renderProblem(problem, request.id));
}

type Answer = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

function answerUnknownAddresses(app: FastifyInstance, answer: Answer): void {
  const routes: KnownRoute[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    routes.push({ methods: [method].flat(), url });
  });
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request);
    const allowed = findAllowedMethods(routes, path);
    if (allowed.length === 0) {
      return answer(httpErrors('http.not_found', { detail: `Nothing answers at ${path}.` }), request, reply);
    }
    reply.header('allow', allowed.join(', '));
    const detail = `${path} answers ${allowed.join(', ')}, not ${request.method}.`;
    return answer(httpErrors('http.method_not_allowed', { detail }), request, reply);
  });
}
