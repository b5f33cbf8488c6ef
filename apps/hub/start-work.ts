import { startHealthChecks, type Connectors } from '#connectors';
import { startDelivery, type Delivery } from '#delivery';
import type { EventLog } from '#events';
import type { Settings } from '#infra/config';
import type { Database } from '#infra/db';
import type { Logger, MetricsRegistry } from '#infra/telemetry';
import type { Random } from '#kernel/random';
import type { Clock } from '#kernel/time';
import { startSequencer } from '#audit';
import { followMembers } from '#identity';
import { closeSync, startSyncWorker, type Sync } from '#sync';
import { keepAccess } from './keep-access.ts';
import { keepJoinings } from './keep-joinings.ts';
import type { People } from './open-people.ts';
import type { Trust } from './open-trust.ts';
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
  readonly trust: Trust;
  readonly people: People;
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
  const followed = isWorker ? followMembers(dependencies.people.members) : undefined;
  const joinings = isWorker ? keepJoinings(dependencies.people.onboarding) : undefined;
  const sequencer = isWorker ? startSequencer(dependencies.trust.audit) : undefined;
  const access = isWorker ? keepAccess(dependencies) : undefined;
  const retention = isWorker ? keepRetention(dependencies) : undefined;
  return {
    delivery,
    async close() {
      retention?.close();
      access?.close();
      joinings?.close();
      await Promise.all([delivery?.close(), worker?.close(), followed?.close()]);
      await closeSync(sync);
      await health?.close();
      await sequencer?.close();
    },
  };
}
