import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { httpErrors } from './errors.ts';
import type { Principal } from './types.ts';

/** Calls `done`, with `http.too_many_requests` when the principal has used up its minute. */
export type LimitRequests = (
  request: FastifyRequest,
  principal: Principal,
  done: HookHandlerDoneFunction,
) => void;

/**
 * Limits the requests per minute of each service key, counted by every hub process for itself.
 *
 * The plugin’s own hook would cost every request two promises; its limiter is asked only for those keys
 * that have a limit at all.
 *
 * @param requestsPerMinute for keys that were not granted a limit of their own; 0: no limit
 */
export async function limitRequestsBy(
  app: FastifyInstance,
  requestsPerMinute: number,
): Promise<LimitRequests> {
  const grantedTo = (principal: Principal | null): number =>
    principal?.requestsPerMinute ?? requestsPerMinute;
  await app.register(rateLimit, { global: false });
  const limiter = app.createRateLimit({
    timeWindow: 60_000,
    max: (request) => grantedTo(request.principal),
    keyGenerator: (request) => request.principal?.id ?? '',
  });
  return (request, principal, done) => {
    if (principal.kind === 'operator' || grantedTo(principal) === 0) {
      done();
      return;
    }
    limiter(request).then((verdict) => {
      if (verdict.isAllowed || !verdict.isExceeded) return done();
      return done(
        httpErrors('http.too_many_requests', {
          detail: `The key ${principal.id} may make ${verdict.max} requests per minute.`,
          retryAfterSeconds: Math.max(1, verdict.ttlInSeconds),
        }),
      );
    }, done);
  };
}
