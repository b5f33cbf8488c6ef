import { randomUUID } from 'node:crypto';
import {
  callPlatform,
  listPlatforms,
  onPlatformChange,
  platformHealth,
  setRateShare,
  type Connectors,
} from '#connectors';
import { readEntries, type EventLog } from '#events';
import { listen, type Database } from '#infra/db';
import type { Logger, MetricsRegistry } from '#infra/telemetry';
import { coalesceReads } from '#kernel/coalesce-reads';
import { uuidv7 } from '#kernel/ids';
import type { Random } from '#kernel/random';
import type { Clock, DurationMs } from '#kernel/time';
import { deliverBatch } from './deliver-batch.ts';
import { Dispatcher } from './dispatcher.ts';
import { leaseChannel } from './leases.ts';
import { createDeliveryMetrics } from './metrics.ts';
import { parkedChannel } from './park-entries.ts';
import { createPostgresStore, loadParkedLanes } from './postgres-store.ts';
import { startReplays } from './start-replays.ts';
import type { DeliveryTerms } from './types.ts';

export interface DeliveryDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: EventLog;
  readonly connectors: Connectors;
  readonly registry: MetricsRegistry;
  readonly logger: Logger;
  readonly leaseMs: DurationMs;
  /** Unique among the hub processes that share the database. */
  readonly hubId?: string;
}

/** The running delivery of one hub process. */
export interface Delivery {
  readonly dispatcher: Dispatcher;
  /** Drains, writes what is settled and gives the shards to the other hubs. */
  close(): Promise<void>;
}

/** Starts to deliver this hub’s share of the log, and to work on replays. */
export function startDelivery(dependencies: DeliveryDependencies): Delivery {
  const { database, clock, log, connectors, logger } = dependencies;
  const metrics = createDeliveryMetrics(dependencies.registry, database, clock, logger);
  const dispatcher = new Dispatcher({
    hubId: dependencies.hubId ?? randomUUID(),
    clock,
    random: dependencies.random,
    store: createPostgresStore(database),
    log: {
      position: () => log.tail.position,
      subscribe: (listener) => log.tail.subscribe(listener),
      read: (target, range) => readEntries(database, { target, ...range }),
    },
    call: (batch) => deliverBatch((call) => callPlatform(connectors, batch.platform, call), batch),
    isAlive: (platform) => isAlive(connectors, platform),
    nextBatchId: () => uuidv7(clock.now()),
    observer: metrics.observer,
    leaseMs: dependencies.leaseMs,
    onShare: (share) => setRateShare(connectors, share),
    onError: (what, error) => logger.warn({ err: error, what }, 'delivery goes on after a failure'),
  });
  metrics.observe(dispatcher);
  dispatcher.setPlatforms(termsOf(connectors));
  const unsubscribe = onPlatformChange(connectors, ({ platformId, kind }) => {
    if (kind === 'config') dispatcher.setPlatforms(termsOf(connectors));
    if (kind !== 'check') dispatcher.resume(platformId);
  });
  // A replay parks page after page, and every page is a notice to every hub.
  const wake = coalesceReads(async () => {
    const platforms = [...dispatcher.feeds.keys()];
    dispatcher.wakeLanes(await loadParkedLanes(database, platforms, [...dispatcher.shards]));
  });
  const listener = listen(database, clock, [leaseChannel, parkedChannel], {
    onConnect: () => void wake().catch(() => {}),
    onNotification: (channel) => {
      if (channel === leaseChannel) dispatcher.claim();
      else void wake().catch(() => {});
    },
  });
  const replays = startReplays({ database, clock, logger });
  return {
    dispatcher,
    async close() {
      unsubscribe();
      await replays.close();
      await dispatcher.stop();
      await listener.close();
    },
  };
}

function termsOf(connectors: Connectors): Map<string, DeliveryTerms> {
  return new Map(
    listPlatforms(connectors).map(({ id, delivery }) => [
      id,
      {
        batchSize: delivery.batchSize,
        concurrency: delivery.concurrency,
        retry: delivery.retry,
        onDeadLetter: delivery.onDeadLetter,
      },
    ]),
  );
}

function isAlive(connectors: Connectors, platform: string): boolean {
  const health = platformHealth(connectors).find(({ platformId }) => platformId === platform);
  return health?.state === 'operational' || health?.state === 'degraded';
}
