import type { Principal } from '#infra/http';
import { identityErrors } from './errors.ts';

export interface Grant {
  readonly scopes: readonly string[];
  readonly source: string | null;
}

/**
 * A service key may pass on rights, never more than it has; so may a person.
 *
 * @throws `identity.grant_exceeds_own`
 */
export function checkGrant(principal: Principal, grant: Grant): void {
  const excess = grant.scopes.filter((scope) => !principal.permissions.has(scope));
  if (excess.length > 0) {
    throw identityErrors('identity.grant_exceeds_own', {
      detail: `${principal.id} does not have ${excess.join(', ')} itself.`,
    });
  }
  if (principal.source !== null && grant.source !== principal.source) {
    throw identityErrors('identity.grant_exceeds_own', {
      detail: `The key ${principal.id} is bound to the source ${principal.source}.`,
    });
  }
}
