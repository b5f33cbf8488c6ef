import type { Connectors } from './types.ts';

/**
 * Says how much of every platform's `rateLimitPerSecond` this process may use: all hubs that deliver share it, so that
 * a platform sees no more than its rate however many they are.
 *
 * @param share above 0 and up to 1; 1 until this is called
 */
export function setRateShare(connectors: Connectors, share: number): void {
  if (connectors.rateShare === share) return;
  connectors.rateShare = share;
  for (const { limiter } of connectors.platforms.values()) limiter?.setShare(share);
}
