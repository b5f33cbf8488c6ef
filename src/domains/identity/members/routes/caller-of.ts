import type { FastifyRequest } from 'fastify';
import type { Caller } from '../types.ts';

/** Who makes a request, for the audit log. On public routes nobody is known yet. */
export function callerOf(request: FastifyRequest): Caller {
  const { principal, ip: address, id: requestId } = request;
  const { kind, id } = principal ?? { kind: 'anonymous' as const, id: 'anonymous' };
  return { kind, id, address, requestId };
}
