import { countRun } from '../load/count-run.ts';
import type { CountingStage } from '../stage/open-counting-stage.ts';
import type { Scenario } from '../types.ts';
import { compareRates } from './compare-rates.ts';

const eventsPerRequest = 50;

/**
 * As `events.throughput`, but events come fifty to a request, through `POST /api/integration/sync/events`. Baseline:
 * the same batches straight to the same two platforms, signed, nothing stored.
 */
export const eventsThroughputBatches: Scenario<CountingStage> = {
  names: ['events.throughput.batches'],
  async measure(stage, bench) {
    const targets = stage.counters.slice(0, 2);
    const measureRate = async (kind: 'hub' | 'naive', events: number): Promise<number> => {
      const run = { kind, events, eventsPerRequest, targets, awaited: targets, ratePerSecond: null };
      return (await countRun(stage, bench, run)).eventsPerSecond;
    };
    const warmUpEvents = bench.short ? 500 : 50_000;
    await measureRate('hub', warmUpEvents);
    await measureRate('naive', warmUpEvents);
    const events = bench.short ? 5_000 : 200_000;
    const result = await compareRates(bench, {
      name: 'events.throughput.batches',
      unit: 'events/s',
      rounds: bench.short ? 1 : 3,
      value: { label: 'through the hub', measure: () => measureRate('hub', events) },
      baseline: { label: 'naive', measure: () => measureRate('naive', events) },
    });
    return [result];
  },
};
