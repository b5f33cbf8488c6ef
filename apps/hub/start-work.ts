import { startHealthChecks, type Connectors } from '#connectors';
import { startDelivery, type Delivery } from '#delivery';
import type { EventLog } from '#events';
import type { Settings } from '#infra/config';
import type { Database } from '#infra/db';
import type { Logger, MetricsRegistry } from '#infra/telemetry';
import type { Random } from '#kernel/random';
import type { Clock } from '#kernel/time';
import { closeSync, startSyncWorker, type Sync } from '#sync';
import { keepRetention } from './keep-retention.ts';

export interface WorkDependencies {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly registry: MetricsRegistry;
  readonly database: Database;
  readonly connectors: Connectors;
  readonly log: EventLog;
  readonly sync: Sync;
  readonly hubId: string;
}

/** What a hub process does by itself, beside answering requests. */
export interface Work {
  /** Absent without the role `dispatcher`. */
  readonly delivery: Delivery | undefined;
  close(): Promise<void>;
}

/** Starts what the process’s roles ask for: `dispatcher` delivers and checks health, `worker` reconciles and tidies up. */
export function startWork(dependencies: WorkDependencies): Work {
  const { settings, connectors, sync } = dependencies;
  const isDispatcher = settings.roles.includes('dispatcher');
  const isWorker = settings.roles.includes('worker');
  const health = isDispatcher ? startHealthChecks(connectors) : undefined;
  const delivery = isDispatcher ? startDelivery({ ...dependencies, leaseMs: settings.leaseMs }) : undefined;
  const worker = isWorker ? startSyncWorker(sync) : undefined;
  const retention = isWorker ? keepRetention(dependencies) : undefined;
  return {
    delivery,
    async close() {
      retention?.close();
      await Promise.all([delivery?.close(), worker?.close()]);
      await closeSync(sync);
      await health?.close();
    },
  };
}
