import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Database } from '#infra/db';
import { countUsers } from './count-users.ts';

export interface SyncMetrics {
  readonly pushes: Counter<'platform' | 'outcome'>;
  readonly userSyncSeconds: Histogram<'result'>;
  readonly driftChecked: Counter<'platform'>;
  readonly driftHealed: Counter<'platform'>;
}

const pendingSql = `
  select platform, count(*)::float8 as pending from sync.platform_states
   where confirmed_version <> desired_version group by platform`;

/** Registers the domain’s metrics. Gauges ask the database when they are read. */
export function createSyncMetrics(registry: Registry, database: Database): SyncMetrics {
  const registers = [registry];
  new Gauge({
    name: 'interlock_users',
    help: 'Active people by tier',
    labelNames: ['tier'],
    registers,
    async collect() {
      // A scrape while the database is away shows the last known numbers.
      const counts = await countUsers(database).catch(() => undefined);
      for (const [tier, count] of Object.entries(counts?.byTier ?? {})) this.set({ tier }, count);
    },
  });
  new Gauge({
    name: 'interlock_sync_pending_profiles',
    help: 'Profiles whose present version a platform has not confirmed',
    labelNames: ['platform'],
    registers,
    async collect() {
      const rows = await database
        .query<{ platform: string; pending: number }>(pendingSql)
        .catch(() => undefined);
      if (rows === undefined) return;
      this.reset();
      for (const { platform, pending } of rows) this.set({ platform }, pending);
    },
  });
  return {
    pushes: new Counter({
      name: 'interlock_sync_pushes_total',
      help: 'Profiles pushed to platforms, by outcome: confirmed or failed',
      labelNames: ['platform', 'outcome'],
      registers,
    }),
    userSyncSeconds: new Histogram({
      name: 'interlock_sync_user_seconds',
      help: 'Time from the call of syncUser to its answer, in seconds, by result: confirmed or pending',
      labelNames: ['result'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5],
      registers,
    }),
    driftChecked: new Counter({
      name: 'interlock_drift_checked_total',
      help: 'Profiles compared with what the platform holds',
      labelNames: ['platform'],
      registers,
    }),
    driftHealed: new Counter({
      name: 'interlock_drift_healed_total',
      help: 'Profiles found to differ and pushed again',
      labelNames: ['platform'],
      registers,
    }),
  };
}
