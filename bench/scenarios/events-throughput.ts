import { countRun, type CountRun } from '../load/count-run.ts';
import type { CountingStage } from '../stage/open-counting-stage.ts';
import type { Scenario } from '../types.ts';
import { compareRates } from './compare-rates.ts';

/**
 * Events a second through HTTP ingest, one per request, to two counting platforms that check signatures, from the
 * first request to the last event counted at both. Baseline: the same client straight to the same two platforms,
 * one signed request per event and platform.
 */
export const eventsThroughput: Scenario<CountingStage> = {
  names: ['events.throughput'],
  async measure(stage, bench) {
    const targets = stage.counters.slice(0, 2);
    const measureRate = async (kind: CountRun['kind'], events: number): Promise<number> => {
      const run = { kind, events, targets, awaited: targets, ratePerSecond: null };
      return (await countRun(stage, bench, run)).eventsPerSecond;
    };
    const warmUpEvents = bench.short ? 200 : 20_000;
    await measureRate('hub', warmUpEvents);
    await measureRate('naive', warmUpEvents);
    const events = bench.short ? 1_000 : 100_000;
    const result = await compareRates(bench, {
      name: 'events.throughput',
      unit: 'events/s',
      rounds: bench.short ? 1 : 5,
      value: { label: 'through the hub', measure: () => measureRate('hub', events) },
      baseline: { label: 'naive', measure: () => measureRate('naive', events) },
    });
    return [result];
  },
};
