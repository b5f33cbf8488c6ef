import { lastPosition } from '#events';
import { countRun } from '../load/count-run.ts';
import type { LoadReport } from '../load/load-plan.ts';
import { readAcceptance } from '../load/read-acceptance.ts';
import { percentile } from '../report/statistics.ts';
import type { CountingStage } from '../stage/open-counting-stage.ts';
import type { Bench, Scenario } from '../types.ts';

interface Pace {
  readonly ratePerSecond: number;
  /** At the same rate, before what is measured. */
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

const fullPace: Pace = { ratePerSecond: 5_000, warmUpSeconds: 5, seconds: 20 };
const shortPace: Pace = { ratePerSecond: 500, warmUpSeconds: 1, seconds: 2 };

/**
 * Milliseconds from the acceptance of an event by the hub to its processing by a platform, over two counting
 * platforms, at a fixed rate of events however slow the answers are.
 *
 * Accepted: the moment that the hub writes beside the event (`acceptedAt`), on the database’s clock, before the event
 * is inserted and committed. So the commit is part of the latency. Processed: the platform has checked the signature
 * of the batch and read its events, before it answers.
 */
export const eventsLatency: Scenario<CountingStage> = {
  names: ['events.latency.p50', 'events.latency.p99'],
  async measure(stage, bench) {
    const pace = bench.short ? shortPace : fullPace;
    const targets = stage.counters.slice(0, 2);
    const before = await lastPosition(stage.hubDatabase);
    const { runId, report } = await countRun(stage, bench, {
      kind: 'hub',
      events: pace.ratePerSecond * (pace.warmUpSeconds + pace.seconds),
      targets,
      awaited: targets,
      ratePerSecond: pace.ratePerSecond,
    });
    const { moments } = report;
    if (moments === null) throw new Error('the load generator kept no moments');
    const processed = await Promise.all(
      targets.map(({ worker }) => worker.ask<Float64Array>({ kind: 'moments' })),
    );
    const acceptedAtMs = await readAcceptance(stage.hubDatabase, before, runId, moments.dueAtMs.length);
    const first = pace.ratePerSecond * pace.warmUpSeconds;
    const since = (from: Float64Array): readonly number[] => elapsed(from, processed, first);
    tellLoad(bench, pace, moments);
    tell(bench, 'answered by the hub → processed', since(moments.answeredAtMs));
    tell(bench, 'due to be sent → processed', since(moments.dueAtMs));
    const latencies = since(acceptedAtMs);
    return [50, 99].map((percent) => ({
      name: `events.latency.p${percent}`,
      value: percentile(latencies, percent),
      unit: 'ms',
      baseline: null,
      ratio: null,
    }));
  },
};

/** For every platform and every event from `first` on: how long after `from` it was processed. */
function elapsed(from: Float64Array, processed: readonly Float64Array[], first: number): readonly number[] {
  return processed.flatMap((moments) =>
    Array.from(moments.subarray(first), (moment, index) => moment - from[first + index]!),
  );
}

/** A generator that was late or slow measured another load than it was asked to. */
function tellLoad(bench: Bench, { ratePerSecond }: Pace, moments: NonNullable<LoadReport['moments']>): void {
  const { sentAtMs, dueAtMs } = moments;
  const lateness = Array.from(sentAtMs, (sent, number) => sent - dueAtMs[number]!);
  const latest = percentile(lateness, 99);
  const spanMs = sentAtMs.at(-1)! - sentAtMs[0]!;
  const achieved = ((sentAtMs.length - 1) * 1_000) / spanMs;
  bench.note(
    `  sent ${Math.round(achieved)} of ${ratePerSecond} events/s, p99 ${latest.toFixed(1)} ms after they were due`,
  );
  if (achieved < ratePerSecond * 0.99 || latest > 10) {
    bench.note('  ! the load generator could not hold the rate; this machine is too busy for the figure');
  }
}

function tell(bench: Bench, words: string, latencies: readonly number[]): void {
  const [p50, p99] = [50, 99].map((percent) => percentile(latencies, percent).toFixed(2));
  bench.note(`  ${words}: p50 ${p50} ms, p99 ${p99} ms`);
}
