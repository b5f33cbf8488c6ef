import { describe, expect, it } from 'vitest';
import { latencyScaleMs, percentile, scaleIndex } from './latency-scale.ts';

const counts = (entries: Readonly<Record<number, number>>): number[] => {
  const result = latencyScaleMs.map(() => 0);
  for (const [latencyMs, count] of Object.entries(entries)) result[scaleIndex(Number(latencyMs))] = count;
  return result;
};

describe('percentiles of counts', () => {
  it('has none when nothing was counted', () => {
    expect(percentile(counts({}), 0.5)).toBeNull();
  });

  it('interpolates within the bucket that holds the rank', () => {
    expect(percentile(counts({ 2: 100 }), 0.5)).toBeCloseTo(1.5);
    expect(percentile(counts({ 2: 98, 100: 2 }), 0.99)).toBeCloseTo(75);
  });

  it('adds up: the percentile of merged counts lies between those of the parts', () => {
    const fast = counts({ 1: 50, 2: 50 });
    const slow = counts({ 40: 50, 50: 50 });
    const both = fast.map((count, index) => count + slow[index]!);
    expect(percentile(both, 0.5)!).toBeGreaterThan(percentile(fast, 0.5)!);
    expect(percentile(both, 0.5)!).toBeLessThan(percentile(slow, 0.5)!);
  });

  it('counts what lies beyond the scale at its end', () => {
    expect(scaleIndex(1e9)).toBe(latencyScaleMs.length - 1);
    expect(percentile(counts({ [1e9]: 1 }), 1)).toBe(latencyScaleMs.at(-1));
  });
});
