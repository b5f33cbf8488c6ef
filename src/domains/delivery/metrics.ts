import { Counter, Gauge, Histogram } from 'prom-client';
import type { Database } from '#infra/db';
import { runInTrace, type Logger, type MetricsRegistry } from '#infra/telemetry';
import type { Clock } from '#kernel/time';
import { countDeadLetters } from './dead-letters.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { FeedObserver } from './feed-context.ts';
import type { Parcel } from './types.ts';

export interface DeliveryMetrics {
  readonly observer: FeedObserver;
  /** Reads lag and parked lanes from here from now on. */
  observe(dispatcher: Dispatcher): void;
}

const deadLetterCacheMs = 5_000;

/** What Prometheus and the console see of delivery. */
export function createDeliveryMetrics(
  registry: MetricsRegistry,
  database: Database,
  clock: Clock,
  logger: Logger,
): DeliveryMetrics {
  const registers = [registry];
  const deliveries = new Counter({
    name: 'interlock_deliveries_total',
    help: 'Events that a platform processed, failed to process, or that were given up',
    labelNames: ['source', 'platform', 'outcome'] as const,
    registers,
  });
  const latency = new Histogram({
    name: 'interlock_delivery_latency_seconds',
    help: 'Time from acceptance by the hub to confirmation by the platform, in seconds',
    labelNames: ['platform'] as const,
    buckets: [0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
    registers,
  });
  return {
    observer: {
      onProcessed(platform, parcels, nowMs) {
        const observed = latency.labels(platform);
        for (const [source, count] of countBySource(parcels)) {
          deliveries.inc({ source, platform, outcome: 'processed' }, count);
        }
        for (const { entry } of parcels) observed.observe(Math.max(0, nowMs - entry.acceptedAtMs) / 1_000);
      },
      onFailed(platform, { entry, attempts }, error) {
        deliveries.inc({ source: entry.source, platform, outcome: 'failed' });
        const fields = { platform, eventId: entry.eventId, attempts, code: error.code };
        runInTrace(entry.trace, () => logger.warn(fields, 'event failed; its lane waits'));
      },
      onDead(platform, { entry, attempts }, error) {
        deliveries.inc({ source: entry.source, platform, outcome: 'dead' });
        const fields = { platform, eventId: entry.eventId, attempts, code: error.code };
        runInTrace(entry.trace, () => logger.error(fields, 'event became a dead letter'));
      },
      onWaiting(platform, { code, batchId }) {
        logger.debug({ platform, code, batchId }, 'platform cannot take events; they wait');
      },
    },
    observe(dispatcher) {
      observeDispatcher(registers, dispatcher);
      observeDeadLetters(registers, database, clock);
    },
  };
}

function countBySource(parcels: readonly Parcel[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { entry } of parcels) counts.set(entry.source, (counts.get(entry.source) ?? 0) + 1);
  return counts;
}

function observeDispatcher(registers: MetricsRegistry[], dispatcher: Dispatcher): void {
  const perPlatform = (name: string, help: string, read: (platform: string) => number): Gauge =>
    new Gauge({
      name,
      help,
      labelNames: ['platform'],
      registers,
      collect() {
        this.reset();
        for (const platform of dispatcher.feeds.keys()) this.set({ platform }, read(platform));
      },
    });
  const feed = (platform: string) => dispatcher.feeds.get(platform);
  perPlatform(
    'interlock_delivery_lag_events',
    'Events of this hub’s shards that are not settled',
    (platform) => feed(platform)?.lag ?? 0,
  );
  perPlatform(
    'interlock_lanes_parked',
    'Lanes that wait after a failure',
    (platform) => feed(platform)?.parkedLanes ?? 0,
  );
  perPlatform(
    'interlock_batches_under_way',
    'Requests to the platform under way',
    (platform) => feed(platform)?.underWay ?? 0,
  );
  new Gauge({
    name: 'interlock_shards_owned',
    help: 'Shards of the log that this hub delivers',
    registers,
    collect() {
      this.set(dispatcher.shards.size);
    },
  });
}

function observeDeadLetters(registers: MetricsRegistry[], database: Database, clock: Clock): void {
  let countedAt = -Infinity;
  new Gauge({
    name: 'interlock_dead_letters',
    help: 'Dead letters that nobody has resolved',
    labelNames: ['platform'],
    registers,
    async collect() {
      if (clock.monotonic() - countedAt < deadLetterCacheMs) return;
      countedAt = clock.monotonic();
      const counts = await countDeadLetters(database).catch(() => undefined);
      if (counts === undefined) return;
      this.reset();
      for (const [platform, count] of counts) this.set({ platform }, count);
    },
  });
}
