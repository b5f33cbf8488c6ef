import { latencyScaleMs, percentile } from './latency-scale.ts';
import type { PlatformLevel } from './points.ts';

/** A hub writes a level that is not zero every ten seconds; silent for this long, it has gone. */
export const levelHoldsSeconds = 30;

/** What one hub stored about one platform in one step. */
export interface PlatformRow extends Record<string, unknown> {
  /** Seconds since 1970. */
  readonly at: number;
  readonly hub_id: string;
  readonly platform: string;
  readonly latency_counts: readonly number[];
  readonly lag: number;
  readonly parked_lanes: number;
  readonly dead_letters: number;
  readonly circuit: number;
}

type LevelAt = PlatformLevel & { readonly at: number };

/**
 * Merges what the hubs stored, step by step: latencies of the step, and the levels of all hubs as they held in
 * it. A hub’s level holds until it stores another one, for 30 s at most.
 *
 * @param rows in the order of `at`
 */
export function mergeLevels(rows: readonly PlatformRow[]): LevelAt[] {
  const held = new Map<string, Map<string, PlatformRow>>();
  const merged: LevelAt[] = [];
  for (const step of groupByStep(rows)) {
    const at = step[0]?.at ?? 0;
    for (const platform of new Set(step.map((row) => row.platform))) {
      const hubs = held.get(platform) ?? new Map<string, PlatformRow>();
      held.set(platform, hubs);
      const own = step.filter((row) => row.platform === platform);
      for (const row of own) hubs.set(row.hub_id, row);
      const holding = [...hubs.values()].filter((row) => at - row.at <= levelHoldsSeconds);
      merged.push({ at, platform, latencyMs: latencyOf(own), ...levelsOf(holding) });
    }
  }
  return merged;
}

function groupByStep(rows: readonly PlatformRow[]): PlatformRow[][] {
  return [...Map.groupBy(rows, (row) => row.at).values()];
}

function levelsOf(rows: readonly PlatformRow[]): Omit<PlatformLevel, 'platform' | 'latencyMs'> {
  const circuit = Math.max(...rows.map((row) => row.circuit));
  return {
    lag: rows.reduce((sum, row) => sum + row.lag, 0),
    parkedLanes: rows.reduce((sum, row) => sum + row.parked_lanes, 0),
    deadLetters: Math.max(...rows.map((row) => row.dead_letters)),
    circuit: circuit === 2 ? 'open' : circuit === 1 ? 'half_open' : 'closed',
  };
}

function latencyOf(rows: readonly PlatformRow[]): PlatformLevel['latencyMs'] {
  const counts = latencyScaleMs.map((_bound, index) =>
    rows.reduce((sum, row) => sum + (row.latency_counts[index] ?? 0), 0),
  );
  const p50 = percentile(counts, 0.5);
  const p99 = percentile(counts, 0.99);
  return p50 === null || p99 === null ? null : { p50: round(p50), p99: round(p99) };
}

const round = (latencyMs: number): number => Math.round(latencyMs * 100) / 100;
