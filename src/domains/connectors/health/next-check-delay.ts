import type { DurationMs } from '#kernel/time';
import type { AddressRecord } from './judge-address.ts';

// A dead platform is confirmed quickly: at worst 5 s to the next check + 1.5 s timeout + this + 1.5 s.
const confirmAfterMs: DurationMs = 500;
const downIntervalMs: DurationMs = 1_000;

/**
 * When to check an address again: soon, while its last verdict and its state disagree; every second while it is
 * down, so that deliveries resume quickly; otherwise at the regular interval.
 *
 * @param spentMs how long the last check took; it counts towards the interval
 */
export function nextCheckDelay(
  { state, verdict }: AddressRecord,
  intervalMs: DurationMs,
  spentMs: DurationMs,
): DurationMs {
  const settled = state === verdict;
  const wishedMs = !settled ? confirmAfterMs : state === 'down' ? downIntervalMs : intervalMs;
  return Math.max(0, Math.min(wishedMs, intervalMs) - (settled ? spentMs : 0));
}
