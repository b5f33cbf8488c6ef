import { Gauge } from 'prom-client';
import type { MetricsRegistry } from '#infra/telemetry';
import type { DurationMs } from '#kernel/time';
import { countPending, type PendingActs } from './count-pending.ts';
import type { Audit } from './types.ts';

const cacheMs: DurationMs = 5_000;

/**
 * Shows Prometheus what waits to get into the log. Every hub tells the same, whether it runs a sequencer or not: that nobody does
 * must be seen as well. While the database is away the last figures stay.
 */
export function observePending(audit: Pick<Audit, 'database' | 'clock'>, registry: MetricsRegistry): void {
  let countedAt = -Infinity;
  let counting: Promise<PendingActs | undefined> = Promise.resolve(undefined);
  const count = (): typeof counting => {
    const now = audit.clock.monotonic();
    if (now - countedAt >= cacheMs) {
      countedAt = now;
      counting = countPending(audit).catch(() => undefined);
    }
    return counting;
  };
  const gauge = (name: string, help: string, read: (pending: PendingActs) => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const pending = await count();
        if (pending !== undefined) this.set(read(pending));
      },
    });
  gauge(
    'interlock_audit_pending_acts',
    'Acts that were recorded and are not in the audit log yet',
    (pending) => pending.count,
  );
  gauge(
    'interlock_audit_oldest_pending_seconds',
    'How long the oldest act has waited to get into the audit log, in seconds',
    (pending) => pending.oldestMs / 1_000,
  );
}
