import { commitWishes } from './commit-wishes.ts';
import { createSyncMetrics } from './create-sync-metrics.ts';
import { groupWishes } from './group-wishes.ts';
import type { Sync, SyncDependencies, SyncOptions } from './types.ts';

const defaultSyncOptions: SyncOptions = {
  confirmationWaitMs: 400,
  batchSize: 500,
  sweepMs: 5_000,
  bulkWindow: 2_000,
  driftPeriodMs: 3_600_000,
  driftPageSize: 500,
  driftPageIntervalMsMin: 250,
};

/** Opens the domain. Nothing runs by itself until `startSyncWorker`. */
export function openSync(dependencies: SyncDependencies): Sync {
  const { options, registry, ...parts } = dependencies;
  const sync: Sync = {
    ...parts,
    options: { ...defaultSyncOptions, ...options },
    metrics: createSyncMetrics(registry, parts.database),
    wishes: groupWishes((wishes) => commitWishes(sync, wishes)),
    unfinished: new Set(),
  };
  return sync;
}
