import type { Anonymity } from '../types.ts';

/** Epochs end by the clocks of hubs and roots by that of the database, which differ a little. */
const clockDifferenceMsMax = 60_000;

/**
 * The beginning of the first epoch in which nothing can be proven any more with what leaves a group now: whoever joins with
 * another secret then has one pseudonym in each epoch. Milliseconds since 1970.
 */
export function nextCleanEpoch({ clock, settings }: Pick<Anonymity, 'clock' | 'settings'>): number {
  const { epochMs, rootAfterRemovalMs } = settings;
  const overMs = clock.now() + rootAfterRemovalMs + clockDifferenceMsMax;
  return Math.ceil(overMs / epochMs) * epochMs;
}
