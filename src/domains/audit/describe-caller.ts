import type { Principal } from '#infra/http';
import type { Act } from './types.ts';

/** What of a request an act tells; a Fastify request has all of it. */
export interface CallerRequest {
  readonly id: string;
  readonly ip: string;
  readonly principal: Principal | null;
}

/** Who makes a request, and from where, as acts tell it. Whoever is not signed in is `anonymous`. */
export function describeCaller({ id, ip, principal }: CallerRequest): Pick<Act, 'actor' | 'origin'> {
  return {
    actor:
      principal === null
        ? { kind: 'anonymous', id: 'anonymous' }
        : { kind: principal.kind, id: principal.id },
    origin: { address: ip, requestId: id },
  };
}
