import type { FastifyRequest } from 'fastify';
import { describeCaller } from '#audit';
import type { Access, Authorize, Principal } from '#infra/http';
import { InterlockError } from '#kernel/errors';
import { identityErrors } from './errors.ts';
import { identify } from './identify.ts';
import { factsOf, withFacts } from './refusal-facts.ts';
import type { Identity } from './types.ts';

/** How routes are guarded: who makes the request, and whether they may. Given to `createHttpApp`. */
export function authorizeRequests(identity: Identity): Authorize {
  return (request, access) => {
    try {
      const principal = identify(identity, request);
      if (!(principal instanceof Promise)) return permit(principal, access);
      return principal
        .then((found) => permit(found, access))
        .catch(async (error: unknown) => {
          await noteRefusal(identity, request, error);
          throw error;
        });
    } catch (error) {
      void noteRefusal(identity, request, error);
      throw error;
    }
  };
}

async function noteRefusal({ refusals }: Identity, request: FastifyRequest, error: unknown): Promise<void> {
  // Whoever says nothing of themselves is no news; a stolen, expired or too weak credential is.
  if (!(error instanceof InterlockError) || error.code === 'identity.credentials_missing') return;
  if (!error.code.startsWith('identity.')) return;
  const { action = 'access.refused', subject = null, actor, details = {} } = factsOf(error);
  await refusals.note({
    ...describeCaller(request),
    ...(actor === undefined ? {} : { actor }),
    action,
    subject,
    code: error.code,
    route: `${request.method} ${request.routeOptions.url ?? ''}`,
    details,
  });
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
