import type { LegTotals, PlatformTotals, RegistryReading } from './read-registry.ts';

/** What moved between two readings; what is to be written. */
export interface Movement {
  readonly legs: readonly LegTotals[];
  readonly platforms: readonly PlatformTotals[];
}

/**
 * What moved since an earlier reading of the same process: counters as differences, gauges as they stand.
 *
 * @param repeatLevels also gives gauges that stand still above zero, so that readers know they still do
 */
export function compareReadings(
  before: RegistryReading,
  after: RegistryReading,
  repeatLevels: boolean,
): Movement {
  const legs: LegTotals[] = [];
  for (const [key, total] of after.legs) {
    const earlier = before.legs.get(key);
    const leg = {
      source: total.source,
      platform: total.platform,
      accepted: total.accepted - (earlier?.accepted ?? 0),
      processed: total.processed - (earlier?.processed ?? 0),
      failed: total.failed - (earlier?.failed ?? 0),
      dead: total.dead - (earlier?.dead ?? 0),
    };
    if (leg.accepted + leg.processed + leg.failed + leg.dead > 0) legs.push(leg);
  }
  const platforms: PlatformTotals[] = [];
  for (const [key, total] of after.platforms) {
    const earlier = before.platforms.get(key);
    const latencyCounts = total.latencyCounts.map(
      (count, index) => count - (earlier?.latencyCounts[index] ?? 0),
    );
    const moved = latencyCounts.some((count) => count > 0) || levelsOf(total) !== levelsOf(earlier);
    if (moved || (repeatLevels && levelsOf(total) !== levelsOf(undefined))) {
      platforms.push({ ...total, latencyCounts });
    }
  }
  return { legs, platforms };
}

const levelsOf = (totals: PlatformTotals | undefined): string =>
  totals === undefined
    ? '0 0 0 0'
    : `${totals.lag} ${totals.parkedLanes} ${totals.deadLetters} ${totals.circuit}`;
