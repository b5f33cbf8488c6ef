import type { Registry } from 'prom-client';
import { latencyScaleMs, scaleIndex } from './latency-scale.ts';

/** Names of the metrics that the console’s figures are made from. */
export const observedMetrics = {
  accepted: 'interlock_events_accepted_total',
  deliveries: 'interlock_deliveries_total',
  latency: 'interlock_delivery_latency_seconds',
  lag: 'interlock_delivery_lag_events',
  parkedLanes: 'interlock_lanes_parked',
  deadLetters: 'interlock_dead_letters',
  circuit: 'interlock_circuit_state',
} as const;

export interface LegTotals {
  readonly source: string;
  /** `''` for the leg into the hub. */
  readonly platform: string;
  accepted: number;
  processed: number;
  failed: number;
  dead: number;
}

export interface PlatformTotals {
  readonly platform: string;
  /** Counts per bucket of the latency scale since the process began. */
  readonly latencyCounts: number[];
  lag: number;
  parkedLanes: number;
  deadLetters: number;
  circuit: number;
}

/** Everything the registry has counted since the process began. */
export interface RegistryReading {
  readonly legs: ReadonlyMap<string, LegTotals>;
  readonly platforms: ReadonlyMap<string, PlatformTotals>;
}

interface MetricValue {
  readonly value: number;
  readonly labels: Readonly<Partial<Record<string, string | number>>>;
  readonly metricName?: string;
}

/** Reads the observed metrics. A metric that is not registered counts as never having moved. */
export async function readRegistry(registry: Registry): Promise<RegistryReading> {
  const legs = new Map<string, LegTotals>();
  const platforms = new Map<string, PlatformTotals>();
  const [accepted, deliveries, latency] = await Promise.all([
    valuesOf(registry, observedMetrics.accepted),
    valuesOf(registry, observedMetrics.deliveries),
    valuesOf(registry, observedMetrics.latency),
  ]);
  for (const { labels, value } of accepted) legOf(legs, label(labels, 'source'), '').accepted += value;
  for (const { labels, value } of deliveries) {
    const outcome = label(labels, 'outcome');
    const leg = legOf(legs, label(labels, 'source'), label(labels, 'platform'));
    if (outcome === 'processed' || outcome === 'failed' || outcome === 'dead') leg[outcome] += value;
  }
  addLatency(platforms, latency);
  await addLevels(registry, platforms);
  return { legs, platforms };
}

async function addLevels(registry: Registry, platforms: Map<string, PlatformTotals>): Promise<void> {
  for (const level of ['lag', 'parkedLanes', 'deadLetters', 'circuit'] as const) {
    for (const { labels, value } of await valuesOf(registry, observedMetrics[level])) {
      platformOf(platforms, label(labels, 'platform'))[level] = value;
    }
  }
}

/** Prometheus counts cumulatively (`le`); the scale counts each bucket for itself. */
function addLatency(platforms: Map<string, PlatformTotals>, values: readonly MetricValue[]): void {
  const below = new Map<string, number>();
  const buckets = values
    .filter(({ metricName }) => metricName === `${observedMetrics.latency}_bucket`)
    .map(({ labels, value }) => ({
      platform: label(labels, 'platform'),
      upToMs: labels['le'] === '+Inf' ? Number.POSITIVE_INFINITY : toMs(Number(labels['le'])),
      value,
    }))
    .toSorted((left, right) => left.upToMs - right.upToMs);
  for (const { platform, upToMs, value } of buckets) {
    const counts = platformOf(platforms, platform).latencyCounts;
    const index = scaleIndex(upToMs);
    counts[index] = (counts[index] ?? 0) + value - (below.get(platform) ?? 0);
    below.set(platform, value);
  }
}

async function valuesOf(registry: Registry, name: string): Promise<readonly MetricValue[]> {
  const metric = registry.getSingleMetric(name);
  return metric === undefined ? [] : (await metric.get()).values;
}

/** To the microsecond, so that 0.0075 s is 7.5 ms whatever floats make of it. */
const toMs = (seconds: number): number => Math.round(seconds * 1_000_000) / 1_000;

const label = (labels: MetricValue['labels'], name: string): string => String(labels[name] ?? '');

function legOf(legs: Map<string, LegTotals>, source: string, platform: string): LegTotals {
  const key = JSON.stringify([source, platform]);
  const known = legs.get(key);
  if (known !== undefined) return known;
  const leg = { source, platform, accepted: 0, processed: 0, failed: 0, dead: 0 };
  legs.set(key, leg);
  return leg;
}

function platformOf(platforms: Map<string, PlatformTotals>, platform: string): PlatformTotals {
  const known = platforms.get(platform);
  if (known !== undefined) return known;
  const totals: PlatformTotals = {
    platform,
    latencyCounts: latencyScaleMs.map(() => 0),
    lag: 0,
    parkedLanes: 0,
    deadLetters: 0,
    circuit: 0,
  };
  platforms.set(platform, totals);
  return totals;
}
