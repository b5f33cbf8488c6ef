import type { FlowPoint } from '../../api/contract.ts';

const rateSeconds = 5;
// A second is told about 1.3 s after it began.
const settledSeconds = 2;

export interface PlatformRate {
  readonly processed: number;
  readonly failed: number;
  readonly latencyMs: { readonly p50: number; readonly p99: number } | null;
}

/** What flows now, per second. */
export interface Rates {
  readonly accepted: number;
  readonly processed: number;
  readonly failed: number;
  /** The slowest platform’s p99, `null` when nothing was delivered lately. */
  readonly latencyMsP99: number | null;
  readonly sources: ReadonlyMap<string, number>;
  readonly platforms: ReadonlyMap<string, PlatformRate>;
}

/**
 * Averages over the last five seconds that are complete.
 *
 * @param nowMs the hub’s time
 */
export function deriveRates(points: readonly FlowPoint[], nowMs: number): Rates {
  const until = (Math.floor(nowMs / 1_000) - settledSeconds + 1) * 1_000;
  const recent = points.filter(({ at }) => {
    const atMs = Date.parse(at);
    return atMs >= until - rateSeconds * 1_000 && atMs < until;
  });
  const sources = new Map<string, number>();
  const platforms = new Map<string, PlatformRate>();
  const platformOf = (id: string): PlatformRate =>
    platforms.get(id) ?? { processed: 0, failed: 0, latencyMs: null };
  for (const point of recent) {
    for (const { source, accepted } of point.sources) {
      sources.set(source, (sources.get(source) ?? 0) + accepted / rateSeconds);
    }
    for (const leg of point.legs) {
      const known = platformOf(leg.platform);
      platforms.set(leg.platform, {
        ...known,
        processed: known.processed + leg.processed / rateSeconds,
        failed: known.failed + (leg.failed + leg.dead) / rateSeconds,
      });
    }
    for (const { platform, latencyMs } of point.platforms) {
      if (latencyMs !== null) platforms.set(platform, { ...platformOf(platform), latencyMs });
    }
  }
  const all = [...platforms.values()];
  const latencies = all.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs.p99]));
  return {
    accepted: [...sources.values()].reduce((sum, rate) => sum + rate, 0),
    processed: all.reduce((sum, { processed }) => sum + processed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    latencyMsP99: latencies.length === 0 ? null : Math.max(...latencies),
    sources,
    platforms,
  };
}
