import { Gauge } from 'prom-client';
import type { MetricsRegistry } from '#infra/telemetry';
import type { Onboarding } from './types.ts';

/** Shows Prometheus how many joinings are neither in nor undone. While the database is away the last figure stays. */
export function observeStuck({ database }: Pick<Onboarding, 'database'>, registry: MetricsRegistry): void {
  const gauge: Gauge = new Gauge({
    name: 'interlock_joinings_stuck',
    help: 'Joinings that could neither be finished nor undone',
    registers: [registry],
    async collect() {
      const rows = await database
        .query<{ count: number }>(
          "select count(*)::integer as count from onboarding.joinings where state = 'stuck'",
        )
        .catch(() => []);
      if (rows[0] !== undefined) gauge.set(rows[0].count);
    },
  });
}
