import { Counter } from 'prom-client';
import type { LogEntry } from '#events';
import type { MetricsRegistry } from '#infra/telemetry';

/** Counts what this hub accepted, a label look-up per kind and batch rather than per event. */
export function observeEvents(registry: MetricsRegistry): (entries: readonly LogEntry[]) => void {
  const accepted = new Counter({
    name: 'interlock_events_accepted_total',
    help: 'Events accepted by this hub, durably',
    labelNames: ['source', 'event_type'] as const,
    registers: [registry],
  });
  return (entries) => {
    const counts = new Map<string, { source: string; eventType: string; count: number }>();
    for (const { source, eventType } of entries) {
      const key = `${source} ${eventType}`;
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { source, eventType, count: 1 });
      else known.count += 1;
    }
    for (const { source, eventType, count } of counts.values()) {
      accepted.inc({ source, event_type: eventType }, count);
    }
  };
}
