import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { addressBlock } from '#kernel/network-address';
import { httpErrors } from './errors.ts';

/** Calls `done`, with `http.too_many_requests` when the caller has used up its minute. */
export type LimitRequests = (request: FastifyRequest, done: HookHandlerDoneFunction) => void;

const minuteMs = 60_000;
const callers = { service_key: 'The key', staff: 'The session of', member: 'The member' } as const;

/**
 * Limits requests per minute, counted by every hub process for itself: those of each key and person, and on routes
 * with `config.requestsPerMinute` those of each address; a /64 of IPv6 is one.
 *
 * The plugin’s own hook would cost every request two promises; its limiter is asked only for those callers
 * that have a limit at all.
 *
 * @param requestsPerMinute for callers that were not granted a limit of their own; 0: no limit
 */
export async function limitRequestsBy(
  app: FastifyInstance,
  requestsPerMinute: number,
): Promise<LimitRequests> {
  await app.register(rateLimit, { global: false });
  const ofKey = (request: FastifyRequest): number =>
    request.principal?.requestsPerMinute ?? requestsPerMinute;
  const ofAddress = (request: FastifyRequest): number => request.routeOptions.config.requestsPerMinute ?? 0;
  const keys = app.createRateLimit({
    timeWindow: minuteMs,
    max: ofKey,
    keyGenerator: ({ principal }) => (principal === null ? '' : `${principal.kind} ${principal.id}`),
  });
  const addresses = app.createRateLimit({
    timeWindow: minuteMs,
    max: ofAddress,
    keyGenerator: (request) => `${request.routeOptions.url} ${addressBlock(request.ip)}`,
  });
  return (request, done) => {
    const { principal } = request;
    const [granted, limiter, caller] =
      principal === null
        ? ([ofAddress(request), addresses, `The address ${addressBlock(request.ip)}`] as const)
        : ([ofKey(request), keys, `${callers[principal.kind]} ${principal.id}`] as const);
    if (granted === 0) {
      done();
      return;
    }
    limiter(request).then((verdict) => {
      if (verdict.isAllowed || !verdict.isExceeded) return done();
      return done(
        httpErrors('http.too_many_requests', {
          detail: `${caller} may make ${verdict.max} requests per minute here.`,
          retryAfterSeconds: Math.max(1, verdict.ttlInSeconds),
        }),
      );
    }, done);
  };
}
