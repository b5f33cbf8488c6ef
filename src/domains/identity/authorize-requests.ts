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
 * @throws `identity.operator_required`, `identity.scope_missing`
 */
function permit(principal: Principal, access: Exclude<Access, 'public'>): Principal {
  if (access === 'operator') {
    if (principal.kind !== 'operator') throw identityErrors('identity.operator_required');
  } else if (!principal.scopes.has(access.scope)) {
    throw identityErrors('identity.scope_missing', {
      detail: `The key ${principal.id} does not have the scope ${access.scope}.`,
      extensions: { scope: access.scope },
    });
  }
  return principal;
}
