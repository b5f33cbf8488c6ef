import { collectDefaultMetrics, Registry } from 'prom-client';

export type MetricsRegistry = Registry;

// Sums that Prometheus makes itself of the metrics without the suffix; on a gauge, `_total` is a misnomer.
const redundant = ['handles', 'requests', 'resources'].map((kind) => `nodejs_active_${kind}_total`);

/** A registry of metrics with those of the process itself: CPU, memory, event loop, garbage collection. */
export function createMetricsRegistry(): MetricsRegistry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of redundant) registry.removeSingleMetric(name);
  return registry;
}
