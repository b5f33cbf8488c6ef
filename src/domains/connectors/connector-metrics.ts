import { Gauge, type Registry } from 'prom-client';
import type { CircuitPosition } from './circuit.ts';
import type { HealthState } from './health/types.ts';
import { platformHealth } from './platform-health.ts';
import type { Connectors } from './types.ts';

const circuitValues: Readonly<Record<CircuitPosition, number>> = { closed: 0, half_open: 1, open: 2 };
const healthValues: Readonly<Record<HealthState, number>> = {
  operational: 0,
  degraded: 1,
  down: 2,
  unknown: 3,
};

/** Shows circuits and health to Prometheus, read at the moment of the scrape. */
export function registerConnectorMetrics(connectors: Connectors, registry: Registry): void {
  const describe = (
    name: string,
    help: string,
    read: (health: ReturnType<typeof platformHealth>[number]) => number | null,
  ): void => {
    new Gauge({
      name,
      help,
      labelNames: ['platform'],
      registers: [registry],
      collect() {
        this.reset();
        for (const health of platformHealth(connectors)) {
          const value = read(health);
          if (value !== null) this.set({ platform: health.platformId }, value);
        }
      },
    });
  };
  describe(
    'interlock_circuit_state',
    'Circuit of this process to the platform: 0 closed, 1 half-open, 2 open',
    ({ circuit }) => circuitValues[circuit],
  );
  describe(
    'interlock_platform_health',
    'Health of the platform: 0 operational, 1 degraded, 2 down, 3 unknown',
    ({ state }) => healthValues[state],
  );
  describe(
    'interlock_health_check_latency_seconds',
    'Duration of the last health check of the active address, in seconds',
    ({ latencyMs }) => (latencyMs === null ? null : latencyMs / 1_000),
  );
}
