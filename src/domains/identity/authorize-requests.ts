import type { Access, Authorize, Principal } from '#infra/http';
import { identityErrors } from './errors.ts';
import { identify } from './identify.ts';
import type { Identity } from './types.ts';

/** How routes are guarded: who makes the request, and whether they may. Given to `createHttpApp`. */
export function authorizeRequests(identity: Identity): Authorize {
  return (request, access) => {
    const principal = identify(identity, request);
    if (principal instanceof Promise) return principal.then((found) => permit(found, access));
    return permit(principal, access);
  };
}

/**
 * @throws `identity.scope_missing` for a service key, `identity.not_permitted` for a person
 */
function permit(principal: Principal, { permission }: Exclude<Access, 'public'>): Principal {
  if (principal.permissions.has(permission)) return principal;
  if (principal.kind === 'service_key') {
    throw identityErrors('identity.scope_missing', {
      detail: `The key ${principal.id} does not have the scope ${permission}.`,
      extensions: { scope: permission },
    });
  }
  throw identityErrors('identity.not_permitted', {
    detail: `This asks for ${permission}, which the role ${principal.roles.join(', ')} does not have.`,
    extensions: { permission },
  });
}
