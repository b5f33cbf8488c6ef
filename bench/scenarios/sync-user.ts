import { newRunId } from '../load/new-run-id.ts';
import { percentile } from '../report/statistics.ts';
import type { ReferenceStage } from '../stage/open-reference-stage.ts';
import type { Scenario } from '../types.ts';

const tiers = ['onyx', 'obsidian', 'void'] as const;
/** The status of an answer that says that every platform confirmed. */
const confirmed = 200;

/**
 * Milliseconds of `POST /api/integration/sync/user`, as the caller sees them: one new person after the other, each
 * answered when all three reference platforms have confirmed that they hold the profile.
 */
export const syncUser: Scenario<ReferenceStage> = {
  names: ['sync.user.p99'],
  async measure({ hub }, bench) {
    const runId = newRunId('user');
    const sync = async (number: number): Promise<{ readonly status: number; readonly durationMs: number }> =>
      hub.call('POST', '/api/integration/sync/user', {
        userId: `${runId}-${number}`,
        tier: tiers[number % tiers.length],
        source: 'black_portal',
      });
    const warmUp = bench.short ? 5 : 100;
    const users = bench.short ? 30 : 1_000;
    for (let number = 0; number < warmUp; number += 1) await sync(number);
    const durationsMs: number[] = [];
    let unconfirmed = 0;
    for (let number = warmUp; number < warmUp + users; number += 1) {
      const { status, durationMs } = await sync(number);
      durationsMs.push(durationMs);
      if (status !== confirmed) unconfirmed += 1;
    }
    bench.note(`  ${users} people, p50 ${percentile(durationsMs, 50).toFixed(2)} ms`);
    if (unconfirmed > 0) {
      bench.note(
        `  ! ${unconfirmed} were answered before all platforms had confirmed; they took longer still`,
      );
    }
    const value = percentile(durationsMs, 99);
    return [{ name: 'sync.user.p99', value, unit: 'ms', baseline: null, ratio: null }];
  },
};
