import type { Principal } from '#infra/http';
import { identityErrors } from './errors.ts';
import type { Identity } from './types.ts';

export interface GrantLimits {
  /** `null`: never. */
  readonly expiresAt: Date | null;
  /** `null`: the hub’s default; 0: no limit. */
  readonly requestsPerMinute: number | null;
}

/**
 * A key that a service key makes neither outlives it nor may ask for more than it: otherwise a key that is good for a
 * minute, or for ten requests, could make itself one that is good for ever.
 *
 * @throws `identity.grant_exceeds_own`, `identity.key_unknown` when it is gone meanwhile
 */
export function checkGrantLimits(
  { keys, requestsPerMinute }: Pick<Identity, 'keys' | 'requestsPerMinute'>,
  principal: Principal,
  limits: GrantLimits,
): void {
  if (principal.kind !== 'service_key') return;
  const own = keys.find(principal.id);
  if (own === undefined) throw identityErrors('identity.key_unknown');
  if ((limits.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) > own.expiresAtMs) {
    throw identityErrors('identity.grant_exceeds_own', {
      detail: `The key ${principal.id} itself ends at ${new Date(own.expiresAtMs).toISOString()}.`,
    });
  }
  const most = (limit: number | null): number => (limit ?? requestsPerMinute) || Number.POSITIVE_INFINITY;
  const ownMost = most(principal.requestsPerMinute);
  if (most(limits.requestsPerMinute) > ownMost) {
    throw identityErrors('identity.grant_exceeds_own', {
      detail: `The key ${principal.id} itself may make ${ownMost} requests per minute.`,
    });
  }
}
