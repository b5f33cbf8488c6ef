import { openStage, type PlatformSpec, type Stage } from '../support/open-stage.ts';
import { startChild } from '../support/processes.ts';
import type { LoadPlan, LoadReport } from '../support/load-plan.ts';
import type { Measure } from '../support/result.ts';

const counting = 'bench/support/counting-platform.ts';

/** `trading_platform` sends; the two others count. */
const specs: readonly PlatformSpec[] = [
  { id: 'black_portal', file: counting },
  { id: 'support_portal', file: counting },
  { id: 'trading_platform', file: counting },
];

/**
 * Events a second through HTTP ingest, one per request, to two counting platforms that check signatures, from the
 * first request to the last event counted at both. Baseline: the naive way, straight to the same two platforms.
 */
export const measureThroughput: Measure = async ({ quick }) => {
  const stage = await openStage(specs);
  try {
    const events = quick ? 5_000 : 100_000;
    await runOnce(stage, 'hub', Math.min(events, 10_000), 'warm');
    await runOnce(stage, 'naive', Math.min(events, 10_000), 'cold');
    const rounds = quick ? 1 : 3;
    const through: number[] = [];
    const naive: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      through.push(await runOnce(stage, 'hub', events, `h${round}`));
      naive.push(await runOnce(stage, 'naive', events, `n${round}`));
    }
    const value = median(through);
    const baseline = median(naive);
    return [{ name: 'events.throughput', value, unit: 'events/s', baseline, ratio: value / baseline }];
  } finally {
    await stage.close();
  }
};

async function runOnce(stage: Stage, kind: LoadPlan['kind'], events: number, runId: string): Promise<number> {
  const counters = stage.platforms.slice(0, 2);
  for (const { child } of counters) await child.ask({ kind: 'reset' });
  const plan: LoadPlan = {
    kind,
    addresses: kind === 'hub' ? [stage.hubUrl] : counters.map(({ address }) => address),
    targets: counters.map(({ id }) => id),
    events,
    connections: 64,
    users: 1_000,
    runId: `${runId}-${Date.now().toString(36)}`,
    serviceKey: stage.serviceKey,
    secret: stage.secret,
    stampsTime: false,
  };
  const { child: generator } = await startChild('bench/support/load-generator.ts', {});
  const startedAt = performance.now();
  const report = await generator.ask<LoadReport>(plan);
  if (report.failures > 0) throw new Error(`${report.failures} events were not accepted`);
  for (const { child } of counters) {
    while ((await child.ask<{ count: number }>({ kind: 'count' })).count < events) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  const elapsedMs = performance.now() - startedAt;
  await generator.stop();
  return (events * 1_000) / elapsedMs;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
