import type { FastifyRequest } from 'fastify';

/** The person who makes a request of a route for members. */
export function memberOf(request: FastifyRequest): { readonly personId: string; readonly deviceId: string } {
  const { principal } = request;
  if (principal?.kind !== 'member' || principal.device === null) {
    throw new TypeError('a route for members was reached by somebody else');
  }
  return { personId: principal.id, deviceId: principal.device };
}
