import { newRunId } from '../load/new-run-id.ts';
import { median } from '../report/statistics.ts';
import type { HubApi } from '../stage/hub-api.ts';
import type { ReferenceStage } from '../stage/open-reference-stage.ts';
import { waitUntil } from '../stage/wait-until.ts';
import type { Bench, Scenario } from '../types.ts';

const source = 'black_portal';
const eventsPath = '/api/integration/sync/events';
const bulkPath = '/api/integration/sync/bulk';
const healthPath = '/api/integration/sync/health?metrics=true';
/** Events in one request. */
const chunkSize = 1_000;

/**
 * People a second whom a bulk job of the type `full` brings into step, from asking for it until the job is completed:
 * all three reference platforms have confirmed every profile. The people are known before.
 */
export const syncBulk: Scenario<ReferenceStage> = {
  names: ['sync.bulk'],
  async measure({ hub }, bench) {
    const users = bench.short ? 500 : 10_000;
    const rounds = bench.short ? 1 : 3;
    const userIds = await introduce(hub, bench, users);
    const rates: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const rate = (users * 1_000) / (await runJob(hub, bench, userIds));
      rates.push(rate);
      bench.note(`  ${round}/${rounds}: ${Math.round(rate).toLocaleString('en')} users/s`);
    }
    return [{ name: 'sync.bulk', value: median(rates), unit: 'users/s', baseline: null, ratio: null }];
  },
};

/** Lets people join, and waits until every platform holds them. */
async function introduce(hub: HubApi, bench: Bench, count: number): Promise<readonly string[]> {
  const runId = newRunId('bulk');
  const userIds = Array.from({ length: count }, (_, number) => `${runId}-${number}`);
  const { total: knownBefore } = await readProfiles(hub);
  for (let start = 0; start < count; start += chunkSize) {
    const events = userIds.slice(start, start + chunkSize).map((userId) => ({
      eventId: `joined-${userId}`,
      timestamp: new Date().toISOString(),
      source,
      eventType: 'user_created',
      payload: { userId, tier: 'onyx' },
      requiresSync: [],
    }));
    await hub.call('POST', eventsPath, events);
  }
  const patience = { what: `${count} people to be known everywhere`, everyMs: 100, timeoutMs: 120_000 };
  await waitUntil(bench, patience, async () => {
    const { total, pending } = await readProfiles(hub);
    return total === knownBefore + count && pending === 0;
  });
  return userIds;
}

async function readProfiles(hub: HubApi): Promise<{ readonly total: number; readonly pending: number }> {
  interface Metrics {
    readonly users: { readonly total: number };
    readonly platforms: Readonly<Record<string, { readonly pending: number }>>;
  }
  const { metrics } = (await hub.call<{ readonly metrics: Metrics }>('GET', healthPath)).body;
  const pending = Object.values(metrics.platforms).reduce((sum, platform) => sum + platform.pending, 0);
  return { total: metrics.users.total, pending };
}

/** @returns how long the job took, in milliseconds */
async function runJob(hub: HubApi, bench: Bench, userIds: readonly string[]): Promise<number> {
  interface Job {
    readonly jobId: string;
    readonly state: string;
    readonly done: number;
  }
  const startedAt = performance.now();
  const { jobId } = (await hub.call<Job>('POST', bulkPath, { userIds, syncType: 'full', source })).body;
  const patience = { what: 'the bulk job to be completed', everyMs: 20, timeoutMs: 300_000 };
  await waitUntil(bench, patience, async () => {
    const job = (await hub.call<Job>('GET', `${bulkPath}/${jobId}`)).body;
    if (job.state !== 'completed') return false;
    if (job.done !== userIds.length) {
      throw new Error(`the bulk job confirmed ${job.done} of ${userIds.length} people`);
    }
    return true;
  });
  return performance.now() - startedAt;
}
