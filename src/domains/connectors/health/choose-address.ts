import type { DurationMs } from '#kernel/time';
import type { AddressRecord } from './judge-address.ts';

export interface RouteSituation {
  readonly activeAddress: string;
  /** The pinned address, or else the primary. */
  readonly preferredAddress: string;
  /** All addresses, in the order in which they are to be taken. */
  readonly addresses: readonly string[];
  readonly failbackAfterMs: DurationMs;
}

export interface RouteDecision {
  readonly address: string;
  readonly reason: 'failover' | 'failback';
}

/**
 * Where requests should go instead, or `undefined` to leave the route as it is:
 *
 * - The active address is down: to the preferred address if that is operational, else to the first address that
 *   is, else to the first that is degraded. When all are down, requests wait where they are.
 * - The active address is not the preferred one: back, once every check of `failbackAfterMs` has found the
 *   preferred one operational.
 */
export function chooseAddress(
  { activeAddress, preferredAddress, addresses, failbackAfterMs }: RouteSituation,
  recordOf: (address: string) => AddressRecord,
  now: DurationMs,
): RouteDecision | undefined {
  if (recordOf(activeAddress).state === 'down') {
    const inOrder = [preferredAddress, ...addresses];
    const successor =
      inOrder.find((address) => recordOf(address).state === 'operational') ??
      inOrder.find((address) => recordOf(address).state === 'degraded');
    if (successor === undefined) return undefined;
    return { address: successor, reason: successor === preferredAddress ? 'failback' : 'failover' };
  }
  if (activeAddress === preferredAddress) return undefined;
  const { state, steadySince } = recordOf(preferredAddress);
  const steady = steadySince !== null && now - steadySince >= failbackAfterMs;
  return state === 'operational' && steady ? { address: preferredAddress, reason: 'failback' } : undefined;
}
