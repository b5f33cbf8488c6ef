import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../report/statistics.ts';
import type { ReferenceStage } from '../stage/open-reference-stage.ts';
import type { Scenario } from '../types.ts';

interface ServiceHealth {
  readonly service: string;
  readonly status: string;
  /** Milliseconds of the last check. */
  readonly responseTime: number | null;
  readonly lastCheck: string | null;
}

/** Many checks in little time; what one check does is the same at every pace. */
const intervalMs = 100;
const lookEveryMs = 40;

/**
 * Milliseconds that one health check of a healthy platform takes, as the hub measures it for each of the three
 * reference platforms: `GET /health` on a connection of its own, which asks the platform’s database. Restarts the hub
 * with a faster pulse, so it comes last on its stage.
 */
export const healthCheck: Scenario<ReferenceStage> = {
  names: ['health.check.p99'],
  async measure(stage, bench) {
    await stage.restartHub({ HEALTH_INTERVAL_MS: String(intervalMs) });
    const checks = new Map<string, ServiceHealth>();
    const endsAt = performance.now() + (bench.short ? 2_000 : 30_000);
    while (performance.now() < endsAt) {
      const { body } = await stage.hub.call<{ readonly services: readonly ServiceHealth[] }>(
        'GET',
        '/api/integration/sync/health',
      );
      for (const check of body.services) checks.set(`${check.service} ${check.lastCheck}`, check);
      await sleep(lookEveryMs, undefined, { signal: bench.signal });
    }
    const durationsMs = [...checks.values()]
      .filter(({ status }) => status === 'operational')
      .map(({ responseTime }) => responseTime)
      .filter((responseTime) => responseTime !== null);
    if (durationsMs.length === 0) throw new Error('no platform was healthy');
    bench.note(`  ${durationsMs.length} checks, p50 ${percentile(durationsMs, 50).toFixed(2)} ms`);
    const value = percentile(durationsMs, 99);
    return [{ name: 'health.check.p99', value, unit: 'ms', baseline: null, ratio: null }];
  },
};
