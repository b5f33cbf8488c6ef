import { consumeProfileEvents } from './consume-profile-events.ts';
import { startBulkWorker } from './start-bulk-worker.ts';
import { startDriftCheck } from './start-drift-check.ts';
import { startReconciler } from './start-reconciler.ts';
import type { Sync } from './types.ts';

export interface SyncWorker {
  /** Resolves when the profile events that are in the log now have taken effect. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** What the role `worker` does for this domain: reads events, reconciles, drives bulk jobs, looks for drift. */
export function startSyncWorker(sync: Sync): SyncWorker {
  const bulk = startBulkWorker(sync);
  const reconciler = startReconciler(sync, bulk.wake);
  const drift = startDriftCheck(sync);
  const consumer = consumeProfileEvents(sync);
  return {
    drained: () => consumer.drained(),
    async close() {
      await Promise.all([consumer.close(), bulk.close(), drift.close()]);
      await reconciler.close();
    },
  };
}
