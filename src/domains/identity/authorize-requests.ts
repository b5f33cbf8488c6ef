import type { FastifyRequest } from 'fastify';
import type { Access, Authorize, Principal } from '#infra/http';
import { InterlockError } from '#kernel/errors';
import { allowPerSecond } from './allow-per-second.ts';
import { identityErrors } from './errors.ts';
import { identify } from './identify.ts';
import { recordAccess } from './record-access.ts';
import { factsOf, withFacts } from './refusal-facts.ts';
import type { Identity } from './types.ts';

// A flood of bad credentials must not become a flood of entries.
const refusalsRecordedPerSecondMax = 20;

/** How routes are guarded: who makes the request, and whether they may. Given to `createHttpApp`. */
export function authorizeRequests(identity: Identity): Authorize {
  const allowRecord = allowPerSecond(identity.clock, refusalsRecordedPerSecondMax);
  const refuse = (request: FastifyRequest, error: unknown): never => {
    if (allowRecord()) void recordRefusal(identity, request, error);
    throw error;
  };
  return (request, access) => {
    try {
      const principal = identify(identity, request);
      if (!(principal instanceof Promise)) return permit(principal, access);
      return principal
        .then((found) => permit(found, access))
        .catch((error: unknown) => refuse(request, error));
    } catch (error) {
      return refuse(request, error);
    }
  };
}

async function recordRefusal(
  { audit, database }: Identity,
  request: FastifyRequest,
  error: unknown,
): Promise<void> {
  // Whoever says nothing of themselves is no news; a stolen, expired or too weak credential is.
  if (!(error instanceof InterlockError) || error.code === 'identity.credentials_missing') return;
  if (!error.code.startsWith('identity.') || audit === undefined) return;
  const route = `${request.method} ${request.routeOptions.url ?? ''}`;
  const act = { action: 'access.refused', error, route, ...factsOf(error) };
  await recordAccess(audit, database, request, act).catch(() => {});
}

/**
 * @throws `identity.scope_missing` for a service key, `identity.not_permitted` for a person
 */
function permit(principal: Principal, { permission }: Exclude<Access, 'public'>): Principal {
  if (principal.permissions.has(permission)) return principal;
  throw withFacts(refusalOf(principal, permission), { actor: { kind: principal.kind, id: principal.id } });
}

function refusalOf(principal: Principal, permission: string): InterlockError {
  if (principal.kind === 'service_key') {
    return identityErrors('identity.scope_missing', {
      detail: `The key ${principal.id} does not have the scope ${permission}.`,
      extensions: { scope: permission },
    });
  }
  return identityErrors('identity.not_permitted', {
    detail: `This asks for ${permission}, which the role ${principal.roles.join(', ')} does not have.`,
    extensions: { permission },
  });
}
