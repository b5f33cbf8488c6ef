import { median } from '../report/statistics.ts';
import type { Bench, Result } from '../types.ts';

/** One of two ways to do the same work. */
export interface Way {
  readonly label: string;
  /** How much work a second. */
  measure(): Promise<number>;
}

export interface Comparison {
  readonly name: string;
  readonly unit: string;
  readonly rounds: number;
  readonly value: Way;
  readonly baseline: Way;
}

/**
 * Measures both ways in turns and compares their medians, so that what the machine does besides meets both alike.
 * The way that begins changes from round to round.
 */
export async function compareRates(bench: Bench, comparison: Comparison): Promise<Result> {
  const { name, unit, rounds, value, baseline } = comparison;
  const rates = new Map<Way, number[]>([
    [value, []],
    [baseline, []],
  ]);
  for (let round = 1; round <= rounds; round += 1) {
    for (const way of round % 2 === 1 ? [value, baseline] : [baseline, value]) {
      const rate = await way.measure();
      rates.get(way)?.push(rate);
      bench.note(`  ${round}/${rounds} ${way.label}: ${Math.round(rate).toLocaleString('en')} ${unit}`);
    }
  }
  const middle = median(rates.get(value) ?? []);
  const middleOfBaseline = median(rates.get(baseline) ?? []);
  return { name, value: middle, unit, baseline: middleOfBaseline, ratio: middle / middleOfBaseline };
}
