import { countRun } from '../load/count-run.ts';
import type { CountingPlatform, CountingStage } from '../stage/open-counting-stage.ts';
import type { Bench, Scenario } from '../types.ts';
import { compareRates } from './compare-rates.ts';

/**
 * Events a second through the hub to four counting platforms, from the first request to the last event counted at
 * three of them, while the fourth takes requests and never answers. Baseline: while it answers.
 */
export const eventsBulkhead: Scenario<CountingStage> = {
  names: ['events.bulkhead'],
  async measure(stage, bench) {
    const [first, second, third, fourth] = stage.counters;
    if (!first || !second || !third || !fourth) throw new Error('the stage lacks a platform');
    const measureRate = async (events: number): Promise<number> => {
      const awaited = [first, second, third];
      const run = {
        kind: 'hub',
        events,
        targets: [...awaited, fourth],
        awaited,
        ratePerSecond: null,
      } as const;
      const { eventsPerSecond } = await countRun(stage, bench, run);
      await recover(fourth, bench);
      return eventsPerSecond;
    };
    await measureRate(bench.short ? 200 : 20_000);
    const events = bench.short ? 1_000 : 60_000;
    const result = await compareRates(bench, {
      name: 'events.bulkhead',
      unit: 'events/s',
      rounds: bench.short ? 1 : 5,
      value: {
        label: 'while the fourth hangs',
        async measure() {
          await fourth.worker.ask({ kind: 'hang' });
          return measureRate(events);
        },
      },
      baseline: { label: 'while it answers', measure: () => measureRate(events) },
    });
    return [result];
  },
};

/** The circuit to it may be open for half a minute before the hub tries again. */
const recoveryTimeoutMs = 180_000;

/** Lets the fourth catch up, so that the next round starts from the same place. */
async function recover({ worker }: CountingPlatform, bench: Bench): Promise<void> {
  bench.signal.throwIfAborted();
  await worker.ask({ kind: 'recover' });
  await worker.ask({ kind: 'completion' }, recoveryTimeoutMs);
}
